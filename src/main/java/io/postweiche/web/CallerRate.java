package io.postweiche.web;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How often one caller may ask: no person and no sound program comes near it; a program that runs
 * wild shall not keep the others waiting.
 */
final class CallerRate {
  static final int BURST = 2_000;
  static final int A_SECOND = 200;

  // as many as there are names in the configuration
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final int burst;
  private final int perSecond;

  CallerRate(int burst, int perSecond) {
    this.burst = burst;
    this.perSecond = perSecond;
  }

  /** Ends a request too many with 429. */
  void count(Caller caller) {
    ConsumptionProbe probe =
        buckets.computeIfAbsent(caller.name(), name -> bucket()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = whole(probe.getNanosToWaitForRefill());
      throw new ProblemException(
          429,
          "more than " + perSecond + " requests a second of '" + caller.name() + "'",
          Map.of("Retry-After", String.valueOf(seconds)));
    }
  }

  /** Seconds, rounded up: a client that waits so long is served. */
  private static long whole(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }
}
