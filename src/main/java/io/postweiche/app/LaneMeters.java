package io.postweiche.app;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.RelayId;
import java.util.Map;
import java.util.function.Consumer;

/** {@code postweiche_relay_paused}: a row for each relay whose mail waits, with the cause. */
final class LaneMeters implements Consumer<Map<RelayId, Pause>> {
  private final MultiGauge paused;

  LaneMeters(PrometheusMeterRegistry metrics) {
    paused = MultiGauge.builder("postweiche.relay.paused").register(metrics);
  }

  @Override
  public synchronized void accept(Map<RelayId, Pause> pauses) {
    paused.register(
        pauses.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                e ->
                    MultiGauge.Row.of(
                        Tags.of("relay", e.getKey().value(), "cause", e.getValue().cause().word()),
                        1))
            .toList(),
        true);
  }
}
