package io.postweiche.app;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.BrokerAdmin.QueueState;
import io.postweiche.broker.Queues;
import io.postweiche.core.routing.RelayId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code postweiche_queue_depth} and {@code postweiche_queue_scheduled}, asked of the broker. */
final class QueueMeters implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.metrics");
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final MultiGauge depth;
  private final MultiGauge scheduled;
  private final BrokerAdmin admin;
  private final Consumer<RelayId> idle;
  private final WatchMeters watched;
  private @Nullable Beat beat;

  /**
   * Begins without figures.
   *
   * @param idle told of each relay for which nothing waits
   * @param watched what else is looked at as often
   */
  QueueMeters(
      PrometheusMeterRegistry metrics,
      BrokerAdmin admin,
      Consumer<RelayId> idle,
      WatchMeters watched) {
    this.admin = admin;
    this.idle = idle;
    this.watched = watched;
    depth = MultiGauge.builder("postweiche.queue.depth").register(metrics);
    scheduled = MultiGauge.builder("postweiche.queue.scheduled").register(metrics);
  }

  QueueMeters start() {
    beat = Beat.of("queue-meters", EVERY, this::refresh);
    return this;
  }

  @Override
  public void close() {
    if (beat != null) {
      beat.close();
    }
  }

  private void refresh() {
    try {
      List<QueueState> queues = admin.queues();
      depth.register(rows(queues, QueueState::depth), true);
      scheduled.register(rows(queues, QueueState::scheduled), true);
      tellIdle(queues);
      watched.refresh(queues);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the queues could not be looked at: {}", e.getMessage());
    }
  }

  private void tellIdle(List<QueueState> queues) {
    Map<RelayId, Long> waiting = new HashMap<>();
    for (QueueState queue : queues) {
      Queues.relay(queue.name()).ifPresent(relay -> waiting.merge(relay, queue.depth(), Long::sum));
    }
    waiting.forEach(
        (relay, depth) -> {
          if (depth == 0) {
            idle.accept(relay);
          }
        });
  }

  private static List<MultiGauge.Row<?>> rows(
      List<QueueState> queues, ToLongFunction<QueueState> value) {
    return queues.stream()
        .<MultiGauge.Row<?>>map(
            q -> MultiGauge.Row.of(Tags.of("queue", q.name()), value.applyAsLong(q)))
        .toList();
  }
}
