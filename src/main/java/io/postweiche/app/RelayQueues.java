package io.postweiche.app;

import io.postweiche.app.lane.Lanes;
import io.postweiche.app.operating.RelaySwitch;
import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.BrokerAdmin.QueueState;
import io.postweiche.broker.Queues;
import io.postweiche.config.RelaySettings;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.Relays;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two queues for each relay, and who may take mail out of them; for relays that are gone, a way out
 * of their queues. The second queue is filled by the crowd of a single sender domain only.
 */
final class RelayQueues implements RelaySwitch {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");

  /** For what this router was not told of: mail of other routers, or of a time before a start. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** A queue into which no mail has come for so long, and in which none lies, needs no consumer. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  /** For mail under way when an operator suspends its relay. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Broker broker;
  private final BrokerAdmin admin;
  private final MailWay way;
  private final Relays relays;
  private final Suspended suspended;
  private final Lanes lanes;
  private final Map<RelayId, Integer> delivering = new HashMap<>();
  private final Set<RelayId> departed = new HashSet<>();

  RelayQueues(
      Broker broker,
      BrokerAdmin admin,
      MailWay way,
      Relays relays,
      Suspended suspended,
      Lanes lanes) {
    this.broker = broker;
    this.admin = admin;
    this.way = way;
    this.relays = relays;
    this.suspended = suspended;
    this.lanes = lanes;
  }

  /**
   * Opens the way; nobody may suspend a relay before.
   *
   * @return what looks after mail that was put into a queue by another router
   */
  synchronized Closeable open(Map<RelayId, RelaySettings> settings) throws Exception {
    apply(settings);
    way.start();
    settings.keySet().stream().findFirst().ifPresent(way::warm);
    look();
    return Beat.of("relay-queues", LOOK, this::look);
  }

  /** Makes consumers what the configuration says; waiting mail stays where it is. */
  synchronized void apply(Map<RelayId, RelaySettings> settings) throws Exception {
    for (RelaySettings relay : settings.values()) {
      start(relay);
    }
    Set<RelayId> gone = new HashSet<>(delivering.keySet());
    // queues of relays that an earlier configuration had
    List<QueueState> queues = admin.queues();
    queues.forEach(queue -> Queues.relay(queue.name()).ifPresent(gone::add));
    gone.removeAll(settings.keySet());
    for (RelayId relay : gone) {
      delivering.remove(relay);
      way.consumers().hold(relay, true);
      if (!departed.contains(relay)) {
        way.departed(relay);
        departed.add(relay);
      }
    }
    queues.stream().filter(queue -> queue.depth() > 0).forEach(queue -> wanted(queue.name()));
  }

  /** Mail is put into this queue. */
  void wanted(String queue) {
    way.consumers().want(queue);
  }

  private void look() {
    try {
      way.consumers().look(admin.filled(), IDLE);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the queues could not be looked at: {}", e.getMessage());
    }
  }

  /** Stops a relay's delivery until {@link #resume}, restarts included. */
  @Override
  public synchronized boolean suspend(RelayId relay) throws Exception {
    if (!delivering.containsKey(relay)) {
      return false;
    }
    suspended.set(relay, true);
    way.consumers().hold(relay, true);
    way.consumers().awaitQuiet(relay, PATIENCE);
    return true;
  }

  @Override
  public synchronized boolean resume(RelayId relay) throws Exception {
    if (!delivering.containsKey(relay)) {
      return false;
    }
    suspended.set(relay, false);
    way.consumers().hold(relay, false);
    way.consumers().want(relay);
    lanes.askNow(relay);
    return true;
  }

  @Override
  public boolean isSuspended(RelayId relay) {
    return suspended.contains(relay);
  }

  @Override
  public @Nullable Pause pause(RelayId relay) {
    return lanes.pause(relay);
  }

  private void start(RelaySettings relay) throws Exception {
    int connections = relay.limits().connections();
    Integer running = delivering.get(relay.id());
    if (running != null && running == connections) {
      return;
    }
    delivering.remove(relay.id()); // what fails half way is made anew at the next change
    if (departed.remove(relay.id())) {
      way.back(relay.id());
    }
    broker.declare(Queues.of(relay.id()));
    broker.declare(Queues.bulk(relay.id()));
    way.sendThrough(relay.id(), relays.sender(relay.id()));
    way.consumers().of(relay.id(), connections, suspended.contains(relay.id()));
    delivering.put(relay.id(), connections);
    lanes.askNow(relay.id());
  }
}
