package io.postweiche.app.operating;

import io.postweiche.app.station.Tables;
import io.postweiche.broker.BrokerAdmin.QueueState;
import io.postweiche.broker.Queues;
import io.postweiche.config.RelaySettings;
import io.postweiche.core.limit.Window;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.RefusalMemory;
import io.postweiche.web.RelayView;
import io.postweiche.web.RelayView.RememberedRefusal;
import io.postweiche.web.UnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Relays: listed, suspended, resumed. */
final class RelayDesk {
  private final Supplier<Tables> tables;
  private final RelaySwitch relaySwitch;
  private final RefusalMemory refusals;
  private final Function<RelayId, List<Window>> windows;

  RelayDesk(
      Supplier<Tables> tables,
      RelaySwitch relaySwitch,
      RefusalMemory refusals,
      Function<RelayId, List<Window>> windows) {
    this.tables = tables;
    this.relaySwitch = relaySwitch;
    this.refusals = refusals;
    this.windows = windows;
  }

  List<RelayView> list(List<QueueState> queues) {
    Map<RelayId, Long> depths = new HashMap<>();
    for (QueueState queue : queues) {
      Queues.relay(queue.name()).ifPresent(relay -> depths.merge(relay, queue.depth(), Long::sum));
    }
    return tables.get().settings().relays().values().stream()
        .map(relay -> view(relay, depths.getOrDefault(relay.id(), 0L)))
        .toList();
  }

  boolean suspend(RelayId relay) {
    return switched(relay, true);
  }

  boolean resume(RelayId relay) {
    return switched(relay, false);
  }

  boolean forget(RelayId relay, @Nullable Domain domain) {
    return refusals.forget(relay, domain);
  }

  /** The state of a queue, for a listing. */
  String state(String queue) {
    return Queues.relay(queue).map(this::state).orElse("active");
  }

  private String state(RelayId relay) {
    if (relaySwitch.isSuspended(relay)) {
      return "suspended";
    }
    return relaySwitch.pause(relay) == null ? "active" : "paused";
  }

  private RelayView.@Nullable Paused paused(RelayId relay) {
    Pause pause = relaySwitch.pause(relay);
    return pause == null
        ? null
        : new RelayView.Paused(pause.cause().word(), pause.since(), pause.until(), pause.why());
  }

  private boolean switched(RelayId relay, boolean off) {
    try {
      return off ? relaySwitch.suspend(relay) : relaySwitch.resume(relay);
    } catch (Exception e) {
      throw new UnavailableException(
          "relay "
              + relay
              + " could not be "
              + (off ? "suspended: " : "resumed: ")
              + e.getMessage(),
          e);
    }
  }

  private RelayView view(RelaySettings relay, long depth) {
    return new RelayView(
        relay.id().value(),
        relay.host(),
        relay.port(),
        relay.tls().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        relay.provider(),
        state(relay.id()),
        paused(relay.id()),
        depth,
        relay.profile().senderRule().describe(),
        relay.profile().nullSender(),
        windows.apply(relay.id()).stream().map(RelayDesk::limit).toList(),
        refusals.list().stream()
            .filter(refusal -> refusal.relay().equals(relay.id()))
            .map(
                refusal ->
                    new RememberedRefusal(
                        refusal.domain() == null ? "<>" : refusal.domain().ascii(),
                        refusal.until()))
            .toList());
  }

  private static RelayView.Limit limit(Window window) {
    return new RelayView.Limit(
        window.span().word(),
        limit(window.limit().messages()),
        window.messagesLeft(),
        limit(window.limit().recipients()),
        window.recipientsLeft());
  }

  private static @Nullable Integer limit(int count) {
    return count == 0 ? null : Integer.valueOf(count);
  }
}
