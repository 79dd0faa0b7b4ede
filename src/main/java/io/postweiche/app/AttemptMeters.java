package io.postweiche.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postweiche.core.mail.Timing;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** {@code postweiche_attempts_total} by relay and verdict, and how long an attempt takes. */
final class AttemptMeters implements BiConsumer<Attempt, Timing> {
  private final MeterRegistry registry;

  // to describe a meter and look it up in the registry costs more than to count
  private final Map<Labels, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  private record Labels(String relay, String verdict) {}

  AttemptMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void accept(Attempt attempt, Timing timing) {
    String relay = attempt.relay().value();
    counters.computeIfAbsent(new Labels(relay, verdict(attempt)), this::counter).increment();
    timers.computeIfAbsent(relay, this::timer).record(timing.attempt());
  }

  private Counter counter(Labels of) {
    return Counter.builder("postweiche.attempts")
        .tag("relay", of.relay())
        .tag("verdict", of.verdict())
        .register(registry);
  }

  private Timer timer(String relay) {
    return Timer.builder("postweiche.attempt")
        .tag("relay", relay)
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1))
        .register(registry);
  }

  private static String verdict(Attempt attempt) {
    List<Verdict> verdicts =
        attempt.outcomes().stream().map(Attempt.Outcome::verdict).distinct().toList();
    return verdicts.size() == 1 ? verdicts.get(0).word() : "mixed";
  }
}
