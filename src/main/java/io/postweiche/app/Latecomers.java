package io.postweiche.app;

import io.postweiche.app.station.Delays;
import io.postweiche.app.station.Tables;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.BrokerAdmin.QueueState;
import io.postweiche.broker.Queues;
import io.postweiche.core.routing.RelayId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to mail that waits without being tried, behind a relay that is suspended or at its limit:
 * its sender is told of the delay as well. What is tried is told when it fails.
 */
final class Latecomers implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.delays");
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Supplier<Tables> tables;
  private final BrokerAdmin admin;
  private final Delays delays;
  private long looked = System.nanoTime();
  private @Nullable Beat beat;

  Latecomers(Supplier<Tables> tables, BrokerAdmin admin, Delays delays) {
    this.tables = tables;
    this.admin = admin;
    this.delays = delays;
  }

  Latecomers start() {
    beat = Beat.of("delays", TICK, this::tick);
    return this;
  }

  @Override
  public void close() {
    if (beat != null) {
      beat.close();
    }
  }

  /** A tenth of {@code warn-after} late at most, and no more than a minute. */
  private void tick() {
    Duration tenth = tables.get().settings().retry().warnAfter().dividedBy(10);
    Duration pause = tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE;
    if (tables.get().settings().bounces() == null || System.nanoTime() - looked < pause.toNanos()) {
      return;
    }
    try {
      look();
    } catch (IOException | RuntimeException e) {
      LOG.warn("waiting mail could not be looked at: {}", e.getMessage());
    }
    looked = System.nanoTime();
  }

  private void look() throws IOException {
    for (QueueState queue : admin.queues()) {
      Optional<RelayId> relay = Queues.relay(queue.name());
      if (relay.isPresent() && queue.depth() > queue.scheduled()) {
        delays.tell(relay.get(), queue.name());
      }
    }
  }
}
