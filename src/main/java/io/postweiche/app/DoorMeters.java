package io.postweiche.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.smtp.Refusals;

/** Counts as {@code postweiche_smtp_refused_total}, by reason. */
final class DoorMeters implements Refusals {
  private final MeterRegistry registry;

  DoorMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void count(String reason) {
    Counter.builder("postweiche.smtp.refused").tag("reason", reason).register(registry).increment();
  }
}
