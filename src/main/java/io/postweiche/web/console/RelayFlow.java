package io.postweiche.web.console;

import io.postweiche.web.Flow;
import io.postweiche.web.RelayView;
import java.util.List;

/** A relay with what it did in the last hour. */
public record RelayFlow(
    RelayView relay, long delivered, long deferred, long refused, long dead, long oldestSeconds) {
  static RelayFlow of(RelayView relay, List<Flow> flows, long oldestSeconds) {
    long delivered = 0;
    long deferred = 0;
    long refused = 0;
    long dead = 0;
    for (Flow flow : flows) {
      if (relay.name().equals(flow.relay())) {
        delivered += flow.delivered();
        deferred += flow.deferred();
        refused += flow.refused();
        dead += flow.dead();
      }
    }
    return new RelayFlow(relay, delivered, deferred, refused, dead, oldestSeconds);
  }
}
