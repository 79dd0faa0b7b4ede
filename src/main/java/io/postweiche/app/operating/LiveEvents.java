package io.postweiche.app.operating;

import io.postweiche.core.mail.MailEvent;
import io.postweiche.web.EventFeed;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hands each event of this router to whoever listens now. */
public final class LiveEvents implements EventFeed, Consumer<MailEvent> {
  private final List<Consumer<MailEvent>> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void accept(MailEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  @Override
  public Closeable subscribe(Consumer<MailEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
