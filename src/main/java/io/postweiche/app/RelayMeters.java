package io.postweiche.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.Figures;
import io.postweiche.delivery.RelaySender;
import io.postweiche.delivery.Relays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Counts what each relay's kept connections save, as {@code postweiche_relay_connections_total} and
 * {@code postweiche_relay_transactions_total}. A relay taken out of the configuration keeps its
 * figures: its counters must not run backwards when it comes back.
 */
final class RelayMeters {
  private final MeterRegistry registry;
  private final Relays relays;
  private final Set<RelayId> known = new HashSet<>();

  RelayMeters(MeterRegistry registry, Relays relays) {
    this.registry = registry;
    this.relays = relays;
  }

  synchronized void apply(Collection<RelayId> wanted) {
    wanted.stream().filter(known::add).forEach(this::add);
  }

  private void add(RelayId relay) {
    RelaySender sender = relays.sender(relay);
    connections(relay, sender, "opened", Figures::opened);
    connections(relay, sender, "reused", Figures::reused);
    counter("postweiche.relay.transactions", sender, Figures::transactions)
        .tag("relay", relay.value())
        .register(registry);
  }

  private void connections(
      RelayId relay, RelaySender sender, String kind, ToLongFunction<Figures> figure) {
    counter("postweiche.relay.connections", sender, figure)
        .tag("relay", relay.value())
        .tag("kind", kind)
        .register(registry);
  }

  private static FunctionCounter.Builder<RelaySender> counter(
      String name, RelaySender sender, ToLongFunction<Figures> figure) {
    return FunctionCounter.builder(name, sender, s -> figure.applyAsLong(s.figures()));
  }
}
