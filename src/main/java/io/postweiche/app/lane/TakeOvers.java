package io.postweiche.app.lane;

import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.RelayId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves waiting mail on when an outage has lasted for long, and again and again while it lasts. */
final class TakeOvers {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.lanes");
  private static final Duration SOONEST = Duration.ofSeconds(1);

  private final Timers timers;
  private final Clock clock;
  private final Set<RelayId> planned = new HashSet<>();
  private volatile @Nullable Valve valve;

  TakeOvers(Timers timers, Clock clock) {
    this.timers = timers;
    this.clock = clock;
  }

  void control(Valve consumers) {
    valve = consumers;
  }

  /** One plan for each outage, however often its pause is prolonged. */
  synchronized void plan(Lane lane, Pause pause, Duration after) {
    if (planned.add(lane.relay)) {
      Duration wait = Duration.between(clock.instant(), pause.since().plus(after));
      timers.at(wait, () -> timers.aside(() -> look(lane, pause.since(), after, true)));
    }
  }

  private void look(Lane lane, Instant since, Duration after, boolean first) {
    Pause pause = lane.pause();
    boolean lasts = pause != null && pause.since().equals(since);
    Valve consumers = valve;
    try {
      if (consumers != null && lasts) {
        if (first) {
          LOG.warn(
              "relay {} is out since {} ({}); mail that another relay may carry moves on",
              lane.relay,
              since,
              Objects.requireNonNull(pause).cause().word());
        }
        consumers.takeOver(lane.relay, clock.instant());
      } else if (consumers != null) {
        consumers.endTakeOver(lane.relay);
      }
    } catch (Exception e) {
      LOG.warn("mail for {} could not be moved on: {}", lane.relay, String.valueOf(e));
    }
    next(lane, since, after, lasts);
  }

  /** Looks at the mail again once in {@code after}. */
  private synchronized void next(Lane lane, Instant since, Duration after, boolean lasts) {
    if (lasts) {
      Duration wait = after.compareTo(SOONEST) < 0 ? SOONEST : after;
      timers.at(wait, () -> timers.aside(() -> look(lane, since, after, false)));
      return;
    }
    planned.remove(lane.relay);
    Pause pause = lane.pause();
    if (pause != null) { // another outage has begun meanwhile
      plan(lane, pause, after);
    }
  }

  /** The lane flows again: what waits is its own to deliver. */
  void end(RelayId relay) {
    timers.aside(
        () -> {
          Valve consumers = valve;
          try {
            if (consumers != null) {
              consumers.endTakeOver(relay);
            }
          } catch (Exception e) {
            LOG.warn("the takeover of mail for {} did not end: {}", relay, String.valueOf(e));
          }
        });
  }
}
