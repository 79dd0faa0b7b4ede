package io.postweiche.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.web.Health;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code postweiche_ready} and {@code postweiche_health_cause}: asked beside the scrape, which must
 * not hang with the broker.
 */
final class HealthMeters implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.health");
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final AtomicInteger ready = new AtomicInteger();
  private final MultiGauge causes;
  private final Supplier<Health> health;
  private final Beat beat;

  HealthMeters(PrometheusMeterRegistry metrics, Supplier<Health> health) {
    this.health = health;
    causes = MultiGauge.builder("postweiche.health.cause").register(metrics);
    Gauge.builder("postweiche.ready", ready, AtomicInteger::get).register(metrics);
    beat = Beat.of("health-meters", EVERY, this::refresh);
  }

  @Override
  public void close() {
    beat.close();
  }

  private void refresh() {
    try {
      Health now = health.get();
      boolean wasReady = ready.getAndSet(now.ready() ? 1 : 0) == 1;
      if (wasReady && !now.ready()) {
        now.causes().forEach(c -> LOG.warn("not ready: {}: {}", c.name(), c.detail()));
      }
      causes.register(rows(now), true);
    } catch (RuntimeException e) {
      ready.set(0);
      LOG.warn("the health could not be read: {}", String.valueOf(e));
    }
  }

  private static List<Row<?>> rows(Health health) {
    List<Row<?>> rows = new ArrayList<>();
    names(health.causes()).forEach(name -> rows.add(row(name, "cause")));
    names(health.warnings()).forEach(name -> rows.add(row(name, "warning")));
    return rows;
  }

  /** Each once: a label set may stand in a registry only once. */
  private static Set<String> names(List<Health.Cause> causes) {
    Set<String> names = new LinkedHashSet<>();
    causes.forEach(cause -> names.add(cause.name()));
    return names;
  }

  private static Row<?> row(String name, String kind) {
    return Row.of(Tags.of("cause", name, "kind", kind), 1);
  }
}
