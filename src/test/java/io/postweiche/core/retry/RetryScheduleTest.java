package io.postweiche.core.retry;

import static io.postweiche.core.retry.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
  private static final RetrySchedule DEFAULT = new RetrySchedule(RetryPolicy.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, PT1M",
    "2, 0.5, PT2M",
    "3, 0.5, PT4M",
    "6, 0.5, PT32M",
    "7, 0.5, PT1H",
    "8, 0.5, PT1H",
    "10000, 0.5, PT1H",
    "2147483647, 0.5, PT1H",
    "1, 0, PT48S",
    "1, 0.75, PT1M6S",
    "7, 0, PT48M",
    "0, 0.5, PT1M",
    "-5, 0.5, PT1M"
  })
  void growsUpToItsCap(int attempt, double random, Duration expected) {
    assertThat(DEFAULT.delay(attempt, random)).isEqualTo(expected);
  }

  @Test
  void jitterStaysWithinItsShare() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Duration delay = DEFAULT.delay(1 + random.nextInt(20_000), random.nextDouble());
      assertThat(delay).isBetween(Duration.ofSeconds(48), Duration.ofMinutes(72));
    }
  }

  @Test
  void oddPoliciesNeverGiveANegativeOrEndlessWait() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    for (double factor : new double[] {0, 0.5, 1, 1e300}) {
      for (double jitter : new double[] {0, 1, 50}) {
        RetryPolicy policy =
            new RetryPolicy(
                Duration.ofMinutes(1), factor, forever, jitter, forever, forever, forever, forever);
        for (int attempt : new int[] {1, 2, 10_000}) {
          for (double random : new double[] {0, 0.5, Math.nextDown(1.0)}) {
            Duration delay = new RetrySchedule(policy).delay(attempt, random);
            assertThat(delay).isBetween(Duration.ZERO, Duration.ofDays(3650));
            assertThat(NOON.plus(delay)).isAfterOrEqualTo(NOON);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T12:00:00Z, true",
    "2026-11-22T12:00:01Z, false",
    "2026-11-24T12:00:00Z, false",
    "2026-11-24T14:00:00Z, false",
    "2036-01-01T00:00:00Z, false",
    "-1000000000-01-01T00:00:00Z, true"
  })
  void expiresByTheTimeSinceItCameInAndNeverForAClockPutBack(Instant acceptedAt, boolean expired) {
    assertThat(DEFAULT.expired(acceptedAt, NOON)).isEqualTo(expired);
  }
}
