package io.postweiche.app;

import io.postweiche.app.lane.Lanes;
import io.postweiche.app.operating.RelaySwitch;
import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.Queues;
import io.postweiche.config.RelaySettings;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.Relays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue and a consumer group for each relay; for relays that are gone, a way out of their queue.
 * A second queue, which only a crowd fills, is consumed from when something first lies in it: with
 * hundreds of relays its idle consumers would take as much of the machine as all others.
 */
final class RelayQueues implements RelaySwitch {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");

  private final Broker broker;
  private final BrokerAdmin admin;
  private final MailWay way;
  private final Relays relays;
  private final Suspended suspended;
  private final Lanes lanes;
  private final Map<RelayId, Integer> delivering = new HashMap<>();
  private final Set<RelayId> crowded = new HashSet<>();
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

  /** With all consumers of the configuration the way is opened; nobody may suspend one before. */
  synchronized void open(Map<RelayId, RelaySettings> settings) throws Exception {
    apply(settings);
    way.start();
  }

  /** Makes consumers what the configuration says; waiting mail stays where it is. */
  synchronized void apply(Map<RelayId, RelaySettings> settings) throws Exception {
    for (RelaySettings relay : settings.values()) {
      start(relay);
    }
    List<BrokerAdmin.QueueState> queues = admin.queues();
    serveCrowds(queues);
    Set<RelayId> gone = new HashSet<>(delivering.keySet());
    // queues of relays that an earlier configuration had
    queues.forEach(queue -> Queues.relay(queue.name()).ifPresent(gone::add));
    gone.removeAll(settings.keySet());
    for (RelayId relay : gone) {
      delivering.remove(relay);
      crowded.remove(relay);
      if (!departed.contains(relay)) {
        way.departed(relay);
        departed.add(relay);
      }
    }
  }

  /** Consumes from second queues in which mail lies, as soon as it is seen there. */
  synchronized void serveCrowds(List<BrokerAdmin.QueueState> queues) {
    for (BrokerAdmin.QueueState queue : queues) {
      if (queue.depth() > 0 && queue.name().startsWith(Queues.BULK_PREFIX)) {
        Queues.relay(queue.name()).ifPresent(this::serveCrowd);
      }
    }
  }

  /** Stops a relay's delivery until {@link #resume}, restarts included. */
  @Override
  public synchronized boolean suspend(RelayId relay) throws Exception {
    if (!delivering.containsKey(relay)) {
      return false;
    }
    suspended.set(relay, true);
    way.suspend(relay);
    return true;
  }

  @Override
  public synchronized boolean resume(RelayId relay) throws Exception {
    if (!delivering.containsKey(relay)) {
      return false;
    }
    suspended.set(relay, false);
    way.resume(relay);
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
    departed.remove(relay.id());
    crowded.remove(relay.id());
    delivering.remove(relay.id()); // what fails half way is made anew at the next change
    broker.declare(Queues.of(relay.id()));
    broker.declare(Queues.bulk(relay.id()));
    way.bind("relay-" + relay.id(), relays.sender(relay.id()));
    way.deliver(relay.id(), connections, !suspended.contains(relay.id()));
    delivering.put(relay.id(), connections);
    lanes.askNow(relay.id());
  }

  private void serveCrowd(RelayId relay) {
    Integer connections = delivering.get(relay);
    if (connections == null || !crowded.add(relay)) {
      return;
    }
    try {
      way.deliverBulk(relay, connections, !suspended.contains(relay));
      lanes.joined(relay);
    } catch (Exception e) {
      crowded.remove(relay); // made anew when the queues are looked at again
      LOG.warn("{} is not delivered from: {}", Queues.bulk(relay), String.valueOf(e));
    }
  }
}
