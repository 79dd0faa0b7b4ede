package io.postweiche.app.station;

import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Timing;
import org.jspecify.annotations.Nullable;

/** Hears of each event once it is committed, and of how long things took. */
public interface Witness {
  /** Hears of an event; {@code timing} is null when no attempt led to it. */
  void saw(MailEvent event, @Nullable Timing timing);
}
