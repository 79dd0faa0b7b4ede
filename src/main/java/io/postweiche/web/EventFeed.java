package io.postweiche.web;

import io.postweiche.core.mail.MailEvent;
import java.io.Closeable;
import java.util.function.Consumer;

/** The events of this router as they happen. */
public interface EventFeed {
  /**
   * From now on, until closed.
   *
   * @param listener called on the thread of the mail's way: it must return at once and never throw
   */
  Closeable subscribe(Consumer<MailEvent> listener);
}
