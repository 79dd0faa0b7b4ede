package io.postweiche.core.retry;

import io.postweiche.core.mail.Mail;
import java.time.Instant;

/** How long a mail has been waiting: its sender is told once, and at the end it is given up. */
public final class Patience {
  private Patience() {}

  /** When it is given up: {@code give-up-after} its beginning, or when it is of no use any more. */
  public static Instant until(Mail mail, RetryPolicy policy) {
    Instant giveUp = begins(mail).plus(policy.giveUpAfter());
    Instant expires = mail.terms().expiresAt();
    return expires != null && expires.isBefore(giveUp) ? expires : giveUp;
  }

  /** Whether it has waited so long that its sender should hear of it, and has not been told yet. */
  public static boolean tried(Mail mail, RetryPolicy policy, Instant now) {
    return mail.journey().delayTold() == null
        && RetrySchedule.lasted(begins(mail), now, policy.warnAfter());
  }

  /** It came in, was replayed, or may go since then. */
  static Instant begins(Mail mail) {
    Instant started = History.startedAt(mail.journey());
    Instant notBefore = mail.terms().notBefore();
    return notBefore != null && notBefore.isAfter(started) ? notBefore : started;
  }
}
