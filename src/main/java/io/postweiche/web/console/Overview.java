package io.postweiche.web.console;

import io.postweiche.web.Health;
import io.postweiche.web.QueueView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the router at a moment.
 *
 * @param accepted mails taken in within the last hour
 * @param waiting mails on their way
 * @param oldestSeconds age of the oldest of them
 * @param deadQueues the queues of dead letters that are not empty
 * @param brokerFault why the queues are not known
 * @param storeFault why the flow is not known
 * @param faults of the configuration file, which is not in force because of them
 */
public record Overview(
    Instant at,
    Health health,
    long accepted,
    long delivered,
    long waiting,
    @Nullable Long oldestSeconds,
    long dead,
    List<RelayFlow> relays,
    List<QueueView> deadQueues,
    List<Chart> charts,
    boolean byRelay,
    @Nullable String brokerFault,
    @Nullable String storeFault,
    int faults) {
  public Overview {
    relays = List.copyOf(relays);
    deadQueues = List.copyOf(deadQueues);
    charts = List.copyOf(charts);
  }
}
