package io.postweiche.app.lane;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts a relay's faults: open when three of the last five attempts failed; after an outage the
 * first one decides. When to try again is the lane's to say, not the library's clock's.
 */
final class Breaker {
  private static final CircuitBreakerConfig CONFIG =
      CircuitBreakerConfig.custom()
          .slidingWindowType(SlidingWindowType.COUNT_BASED)
          .slidingWindowSize(5)
          .minimumNumberOfCalls(3)
          .failureRateThreshold(60)
          .permittedNumberOfCallsInHalfOpenState(1)
          .slowCallDurationThreshold(Duration.ofDays(1))
          .waitDurationInOpenState(Duration.ofDays(3650))
          .writableStackTraceEnabled(false)
          .build();

  private final CircuitBreaker breaker;

  Breaker(RelayId relay) {
    breaker = CircuitBreaker.of(relay.value(), CONFIG);
  }

  void works() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** Whether the breaker is open now. */
  boolean fails() {
    breaker.onError(0, TimeUnit.NANOSECONDS, new IOException("a relay's fault"));
    return breaker.getState() == State.OPEN;
  }

  void open() {
    if (breaker.getState() != State.OPEN) {
      breaker.transitionToOpenState();
    }
  }

  /** The next attempt decides. */
  void onTrial() {
    open(); // the library goes on trial from there only
    breaker.transitionToHalfOpenState();
  }
}
