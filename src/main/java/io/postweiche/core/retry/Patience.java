package io.postweiche.core.retry;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Mail;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a mail has been waiting: its sender is told once, and at the end it is given up. */
public final class Patience {
  private Patience() {}

  /** When it is given up: {@code give-up-after} its beginning, or when it is of no use any more. */
  public static Instant until(Mail mail, RetryPolicy policy) {
    Instant giveUp = begins(mail).plus(policy.giveUpAfter());
    Instant expires = mail.terms().expiresAt();
    return expires != null && expires.isBefore(giveUp) ? expires : giveUp;
  }

  /**
   * Whether it has waited so long that its sender should hear of it, and has not been told yet. A
   * policy that gives up no later than it warns never warns: the two are looked at one after the
   * other, and a report of delay would come a moment before that of non-delivery.
   */
  public static boolean delayDue(Mail mail, RetryPolicy policy, Instant now) {
    return mail.journey().delayTold() == null
        && policy.warnAfter().compareTo(policy.giveUpAfter()) < 0
        && RetrySchedule.lasted(begins(mail), now, policy.warnAfter());
  }

  /**
   * What becomes of a mail that waits without being tried: dead when it is of no use any more, or
   * when its time is up behind a relay that stands still; empty while it may wait on.
   *
   * @param standsStill why no attempt is made at its relay; null when an operator or a usual wait
   *     keeps it
   */
  public static Optional<Step.Dead> overdue(
      Mail mail, RetryPolicy policy, @Nullable String standsStill, Instant now) {
    if (mail.terms().expired(now)) {
      return Optional.of(expired(mail, Placement.tooLate(mail)));
    }
    boolean timeIsUp = new RetrySchedule(policy).expired(begins(mail), now);
    return standsStill != null && timeIsUp
        ? Optional.of(
            expired(
                mail, standsStill + " Given up after " + Spans.words(policy.giveUpAfter()) + "."))
        : Optional.empty();
  }

  private static Step.Dead expired(Mail mail, String reason) {
    return new Step.Dead(mail.withJourney(mail.journey().withReason(reason)), DeadReason.EXPIRED);
  }

  /** It came in, was replayed, or may go since then. */
  static Instant begins(Mail mail) {
    Instant started = History.startedAt(mail.journey());
    Instant notBefore = mail.terms().notBefore();
    return notBefore != null && notBefore.isAfter(started) ? notBefore : started;
  }
}
