package io.postweiche.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.config.Settings;
import io.postweiche.config.TracingSettings;
import io.postweiche.tracing.Tracing;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** {@code postweiche_spans_total}: those that the collector took, and those that were lost. */
final class TraceMeters {
  private TraceMeters() {}

  /** Begins to trace and to count; null when nobody wants traces. */
  static @Nullable Tracing start(Settings settings, MeterRegistry registry) {
    TracingSettings wanted = settings.tracing();
    if (wanted == null) {
      return null;
    }
    Tracing tracing = new Tracing(wanted, settings.hostname());
    count(registry, tracing, "sent", Tracing::sent);
    count(registry, tracing, "dropped", Tracing::dropped);
    return tracing;
  }

  private static void count(
      MeterRegistry registry, Tracing tracing, String fate, ToDoubleFunction<Tracing> count) {
    FunctionCounter.builder("postweiche.spans", tracing, count)
        .tag("fate", fate)
        .register(registry);
  }
}
