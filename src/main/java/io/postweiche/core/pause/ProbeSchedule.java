package io.postweiche.core.pause;

import java.time.Duration;

/**
 * How long to wait before a relay is asked again. A relay at fault soon, then ever more rarely; one
 * that refuses the login a few times a day only, since providers lock accounts that keep trying.
 */
public final class ProbeSchedule {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final Duration LOGIN_FIRST = Duration.ofMinutes(15);
  private static final Duration LOGIN_MOST = Duration.ofHours(6);

  private ProbeSchedule() {}

  /**
   * The wait after so many failures in a row.
   *
   * @param failures 1 when the pause has just begun
   * @param first of a mail's own retries: where it is shorter, the relay is asked sooner too
   * @param most of a mail's own retries, likewise
   */
  public static Duration wait(Pause.Cause cause, int failures, Duration first, Duration most) {
    return switch (cause) {
      case FAULT -> doubled(shorter(FIRST, first), shorter(MOST, most), failures);
      case LOGIN_REFUSED -> doubled(LOGIN_FIRST, LOGIN_MOST, failures);
      case LIMIT -> Duration.ZERO; // the allowance says when
    };
  }

  private static Duration doubled(Duration first, Duration most, int failures) {
    Duration grown = first.multipliedBy(1L << Math.min(20, Math.max(0, failures - 1)));
    return shorter(grown, most);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
