package io.postweiche.core.retry;

import java.time.Duration;
import java.time.Instant;

/** When a mail is tried again, and when no longer. */
public final class RetrySchedule {
  /** Far beyond any useful wait and safe to add to any date. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private final RetryPolicy policy;

  public RetrySchedule(RetryPolicy policy) {
    this.policy = policy;
  }

  /**
   * How long to wait after a failed attempt: {@code first * factor^(attempt-1)}, at most {@code
   * max}, then spread by the jitter so that mail of one minute does not return in one minute.
   *
   * @param attempt 1 after the first failed attempt
   * @param random from 0 inclusive to 1 exclusive
   */
  public Duration delay(int attempt, double random) {
    // In doubles: factor^10000 is infinity there, which the cap takes, and not an overflow.
    double grown = millis(policy.first()) * Math.pow(policy.factor(), Math.max(0, attempt - 1));
    double capped = Math.min(grown, millis(policy.max()));
    double spread = capped * (1 + policy.jitter() * (2 * random - 1));
    return Duration.ofMillis(Math.round(Math.max(0, Math.min(spread, millis(LONGEST)))));
  }

  /** Whether the mail has waited too long; a clock that was put back expires nothing. */
  public boolean expired(Instant acceptedAt, Instant now) {
    return lasted(acceptedAt, now, policy.giveUpAfter());
  }

  /** Whether that much time lies between the two; not when {@code from} is in the future. */
  static boolean lasted(Instant from, Instant now, Duration time) {
    return !from.isAfter(now) && Duration.between(from, now).compareTo(time) >= 0;
  }

  private static double millis(Duration duration) {
    return duration.getSeconds() * 1e3 + duration.getNano() / 1e6;
  }
}
