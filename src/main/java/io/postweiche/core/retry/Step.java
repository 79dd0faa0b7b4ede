package io.postweiche.core.retry;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;

/**
 * What becomes of a mail, or of some of its recipients, next. Each step carries the mail as it is
 * to be stored: only the recipients concerned, with the journey brought up to date.
 */
public sealed interface Step {
  Mail mail();

  /** Accepted by the relay for these recipients; nothing is stored any more. */
  record Delivered(Mail mail, RelayId relay) implements Step {}

  /** Into that relay's queue, now. */
  record Onward(Mail mail, RelayId relay) implements Step {}

  /** Into the same relay's queue, hidden until {@code at}. */
  record Later(Mail mail, RelayId relay, Instant at) implements Step {}

  /** Into the same relay's queue again, untouched: the relay is at fault and its lane paused. */
  record Waiting(Mail mail, RelayId relay) implements Step {}

  /** To the dead letters; the reason in words stands in the journey. */
  record Dead(Mail mail, DeadReason reason) implements Step {}
}
