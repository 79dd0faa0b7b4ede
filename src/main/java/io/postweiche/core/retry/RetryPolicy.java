package io.postweiche.core.retry;

import java.time.Duration;

/**
 * When mail is tried again ({@code retry:} in the configuration).
 *
 * @param jitter a share, 0.2 for 20 %
 * @param failoverAfter how long a relay may fail for passing reasons before the next candidate is
 *     tried
 * @param rememberRefusal how long a refused (sender domain, relay) is skipped by following mail
 */
public record RetryPolicy(
    Duration first,
    double factor,
    Duration max,
    double jitter,
    Duration giveUpAfter,
    Duration warnAfter,
    Duration failoverAfter,
    Duration rememberRefusal) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          Duration.ofMinutes(1),
          2,
          Duration.ofHours(1),
          0.2,
          Duration.ofDays(2),
          Duration.ofHours(4),
          Duration.ofMinutes(10),
          Duration.ofHours(1));
}
