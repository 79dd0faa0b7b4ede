package io.postweiche.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postweiche.core.mail.Timing;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** {@code postweiche_attempts_total} by relay and verdict, and how long an attempt takes. */
final class AttemptMeters implements BiConsumer<Attempt, Timing> {
  private final MeterRegistry registry;

  AttemptMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void accept(Attempt attempt, Timing timing) {
    Counter.builder("postweiche.attempts")
        .tag("relay", attempt.relay().value())
        .tag("verdict", verdict(attempt))
        .register(registry)
        .increment();
    Timer.builder("postweiche.attempt")
        .tag("relay", attempt.relay().value())
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1))
        .register(registry)
        .record(timing.attempt());
  }

  private static String verdict(Attempt attempt) {
    List<Verdict> verdicts =
        attempt.outcomes().stream().map(Attempt.Outcome::verdict).distinct().toList();
    return verdicts.size() == 1 ? verdicts.get(0).word() : "mixed";
  }
}
