package io.postweiche.app;

import io.postweiche.app.operating.RelaySwitch;
import io.postweiche.app.station.Aside;
import io.postweiche.app.station.Delays;
import io.postweiche.app.station.Overdue;
import io.postweiche.app.station.Tables;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.BrokerAdmin.QueueState;
import io.postweiche.broker.Queues;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.routing.RelayId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to mail that waits without being tried, behind a relay that is suspended, out or at its
 * limit: its sender is told of the delay as well, and it is given up in the end. What is tried is
 * told when it fails.
 */
final class Latecomers implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.delays");
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Supplier<Tables> tables;
  private final BrokerAdmin admin;
  private final Delays delays;
  private final Overdue overdue;
  private final RelaySwitch relaySwitch;
  private long looked = System.nanoTime();
  private @Nullable Beat beat;

  Latecomers(
      Supplier<Tables> tables,
      BrokerAdmin admin,
      Aside aside,
      RelaySwitch relaySwitch,
      Clock clock) {
    this.tables = tables;
    this.admin = admin;
    this.delays = new Delays(aside, tables, clock);
    this.overdue = new Overdue(aside, tables, clock);
    this.relaySwitch = relaySwitch;
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

  /**
   * A tenth of {@code warn-after} or {@code give-up-after} late at most, and no more than a minute.
   */
  private void tick() {
    RetryPolicy retry = tables.get().settings().retry();
    Duration pause =
        Stream.of(retry.warnAfter().dividedBy(10), retry.giveUpAfter().dividedBy(10), LONGEST_PAUSE)
            .min(Comparator.naturalOrder())
            .get();
    if (System.nanoTime() - looked < pause.toNanos()) {
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
        look(relay.get(), queue.name());
      }
    }
  }

  private void look(RelayId relay, String queue) throws IOException {
    Pause pause = relaySwitch.pause(relay);
    boolean suspended = relaySwitch.isSuspended(relay);
    if (pause != null || suspended) {
      overdue.giveUp(relay, queue, pause == null || suspended ? null : pause.sentence(relay));
    }
    if (tables.get().settings().bounces() != null) {
      delays.tell(relay, queue);
    }
  }
}
