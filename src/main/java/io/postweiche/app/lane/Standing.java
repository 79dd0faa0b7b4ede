package io.postweiche.app.lane;

import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.RelayId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which lanes stand still, and the consumers of their queues kept in step with that. */
final class Standing {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.lanes");
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Consumer<Map<RelayId, Pause>> told;
  private final Timers timers;
  private volatile Map<RelayId, Pause> pauses = Map.of();
  private volatile @Nullable Valve valve;

  Standing(Consumer<Map<RelayId, Pause>> told, Timers timers) {
    this.told = told;
    this.timers = timers;
  }

  void control(Valve consumers) {
    valve = consumers;
  }

  /** As the lane is at this moment: two threads that turn it must not leave it the wrong way. */
  void turn(Lane lane) {
    try {
      synchronized (lane) {
        turn(lane.relay, lane.pause());
      }
    } catch (RuntimeException e) { // the broker is away
      LOG.warn("the queue of {} could not be turned on or off: {}", lane.relay, String.valueOf(e));
      timers.at(AGAIN, () -> turn(lane));
    }
  }

  /** For good: the router stops. */
  void shut(RelayId relay) {
    Valve consumers = valve;
    if (consumers != null) {
      try {
        consumers.close(relay);
      } catch (RuntimeException e) {
        LOG.debug("the queue of {} could not be turned off", relay, e);
      }
    }
  }

  private void turn(RelayId relay, @Nullable Pause pause) {
    note(relay, pause);
    Valve consumers = valve;
    if (consumers == null) {
      return;
    }
    if (pause == null) {
      consumers.open(relay);
    } else {
      consumers.close(relay);
    }
  }

  private synchronized void note(RelayId relay, @Nullable Pause pause) {
    Map<RelayId, Pause> changed = new TreeMap<>(pauses);
    if (pause == null) {
      changed.remove(relay);
    } else {
      changed.put(relay, pause);
    }
    pauses = changed;
    told.accept(changed);
  }

  /** Those that have stood still since then or longer, each with a sentence. */
  Map<RelayId, String> since(Instant latest) {
    Map<RelayId, Pause> present = pauses;
    if (present.isEmpty()) {
      return Map.of();
    }
    Map<RelayId, String> out = new HashMap<>();
    present.forEach(
        (relay, pause) -> {
          if (!pause.since().isAfter(latest)) {
            String cause = pause.cause().word();
            out.put(relay, "out (" + cause + ") since " + pause.sinceSecond() + ": " + pause.why());
          }
        });
    return out;
  }
}
