package io.postweiche.app.lane;

import io.postweiche.core.limit.Count;
import io.postweiche.core.limit.Grant;
import io.postweiche.core.pause.AccountLimit;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.pause.Pause.Cause;
import io.postweiche.core.pause.ProbeSchedule;
import io.postweiche.core.pause.Symptom;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.routing.RelayId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of all relays. A relay at fault stops its own lane: the consumer of its queue is
 * suspended, so that waiting mail stays where it lies; one probe at a time asks the relay, and when
 * it answers the mail goes out, one at first. Any thread may call.
 */
public final class Lanes implements Closeable {
  private static final Duration BRIEF = Duration.ofSeconds(2);
  private static final Duration UNREADABLE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.lanes");

  private final Supplier<RetryPolicy> policy;
  private final Probe probe;
  private final Predicate<RelayId> suspended;
  private final Standing standing;
  private final Clock clock;
  private final Map<RelayId, Lane> lanes = new ConcurrentHashMap<>();
  private final Timers timers = new Timers();
  private final Counter counter;
  private final TakeOvers takeOvers;
  private volatile boolean closed;

  /**
   * All lanes flow at first.
   *
   * @param suspended relays that an operator has stopped: not even asked
   * @param counter of what each account sends
   * @param told hears of all pauses at each change
   */
  public Lanes(
      Supplier<RetryPolicy> policy,
      Probe probe,
      Predicate<RelayId> suspended,
      Counter counter,
      Consumer<Map<RelayId, Pause>> told,
      Clock clock) {
    this.policy = policy;
    this.probe = probe;
    this.suspended = suspended;
    this.standing = new Standing(told, timers);
    this.counter = counter;
    this.clock = clock;
    this.takeOvers = new TakeOvers(timers, clock);
  }

  /** Before the first mail: what the lanes are stopped with. */
  public void control(Valve consumers) {
    standing.control(consumers);
    takeOvers.control(consumers);
  }

  /** Null while the lane flows. */
  public @Nullable Pause pause(RelayId relay) {
    return lane(relay).pause();
  }

  /** The relays out for longer than {@code failover-after}, each with since when and why. */
  public Map<RelayId, String> out() {
    return standing.since(clock.instant().minus(policy.get().failoverAfter()));
  }

  /** True for mail that may be sent now; {@link #leave} must follow. Waits a while for a turn. */
  boolean enter(RelayId relay, Duration patience) throws InterruptedException {
    return !closed && lane(relay).gate.enter(patience);
  }

  /**
   * Counts a mail that has entered. Waits in place for a moment; when there is no room for longer,
   * or none behind this mail, the lane stops until there is.
   */
  boolean reserve(RelayId relay, int recipients) throws InterruptedException {
    Lane lane = lane(relay);
    try {
      return reserve(lane, recipients);
    } catch (IOException e) { // no fault of the mail's, and to roll back would be held against it
      if (lane.takes(Cause.LIMIT)) {
        Instant again = clock.instant().plus(UNREADABLE);
        stop(lane, Cause.LIMIT, again, String.valueOf(e.getMessage()), true);
      }
      return false;
    }
  }

  private boolean reserve(Lane lane, int recipients) throws InterruptedException, IOException {
    RelayId relay = lane.relay;
    Count cost = counter.cost(relay, recipients);
    for (Grant grant = counter.take(relay, cost);
        grant != null;
        grant = counter.take(relay, cost)) {
      Duration wait = Duration.between(clock.instant(), grant.next());
      boolean brief = wait.compareTo(BRIEF) <= 0;
      if (!brief && lane.takes(Cause.LIMIT)) {
        stop(lane, Cause.LIMIT, grant.next(), "what the account may send is used up", false);
      }
      if (grant.granted() || !brief || !lane.gate.rest(wait)) {
        return grant.granted();
      }
    }
    return true;
  }

  void leave(RelayId relay) {
    lane(relay).gate.leave();
  }

  /**
   * Learns from an attempt.
   *
   * @return whether the lane stands still now
   */
  boolean heard(RelayId relay, Symptom symptom) {
    Lane lane = lane(relay);
    switch (symptom.kind()) {
      case WORKS -> {
        lane.breaker.works();
        lane.gate.widen();
        lane.recovered();
      }
      case LOGIN_REFUSED -> stop(lane, Cause.LOGIN_REFUSED, symptom);
      case LIMIT -> limited(lane, symptom);
      case FAULT -> {
        if (lane.breaker.fails()) {
          stop(lane, Cause.FAULT, symptom);
        }
      }
      case NOTHING -> {}
    }
    return lane.pause() != null;
  }

  /** A relay's settings have changed, or an operator has started it: it is asked at once. */
  public void askNow(RelayId relay) {
    Lane lane = lane(relay);
    Pause pause = lane.pause();
    if (pause != null) {
      standing.turn(lane); // its consumer may be a new one
      lane.forgive();
      timers.at(Duration.ZERO, () -> due(lane, pause));
    }
  }

  public void askNow(Set<RelayId> relays) {
    relays.forEach(this::askNow);
  }

  /** Turns away whoever waits for a turn, so that the router can stop. */
  @Override
  public void close() {
    timers.close();
    // first nobody takes mail out any more, or it would be turned away again and again
    lanes.keySet().forEach(standing::shut);
    closed = true;
    lanes.values().forEach(lane -> lane.gate.shut());
  }

  private void limited(Lane lane, Symptom symptom) {
    Instant now = clock.instant();
    Instant ownRoom = relief(lane.relay, now);
    Instant reset = AccountLimit.likelyReset(symptom.outcome(), ownRoom, now, clock.getZone());
    if (lane.takes(Cause.LIMIT)) {
      stop(lane, Cause.LIMIT, reset, symptom.sentence(), true);
    }
  }

  private @Nullable Instant relief(RelayId relay, Instant now) {
    try {
      Grant grant = counter.take(relay, Count.NONE);
      return grant == null ? null : grant.usage().relief(now).orElse(null);
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
      return null;
    }
  }

  private void stop(Lane lane, Cause cause, Symptom symptom) {
    if (lane.takes(cause)) {
      int failures = lane.failedAgain(cause);
      lane.breaker.open();
      stop(lane, cause, clock.instant().plus(wait(cause, failures)), symptom.sentence(), true);
    }
  }

  private void stop(Lane lane, Cause cause, Instant until, String why, boolean alarming) {
    boolean news = lane.stop(cause, clock.instant(), until, why);
    standing.turn(lane);
    Pause pause = lane.pause();
    if (news && alarming) {
      LOG.warn(
          "relay {} is paused ({}) until {}: {}; its mail waits",
          lane.relay,
          cause.word(),
          until,
          why);
    } else {
      LOG.info("relay {} is paused ({}) until {}: {}", lane.relay, cause.word(), until, why);
    }
    if (pause != null) {
      timers.at(Duration.between(clock.instant(), until), () -> due(lane, pause));
      takeOvers.plan(lane, pause, policy.get().failoverAfter());
    }
  }

  private void due(Lane lane, Pause pause) {
    if (closed || !pause.equals(lane.pause())) {
      return;
    }
    if (suspended.test(lane.relay)) {
      timers.at(wait(Cause.FAULT, Integer.MAX_VALUE), () -> due(lane, pause));
    } else if (pause.cause() == Cause.LIMIT) {
      flow(lane, false);
    } else if (lane.beginProbe()) {
      timers.aside(() -> ask(lane, pause));
    }
  }

  private void ask(Lane lane, Pause pause) {
    try {
      Optional<Outcome> obstacle = probe.of(lane.relay);
      if (obstacle.isEmpty()) {
        flow(lane, true);
        return;
      }
      Symptom symptom = Symptom.of(obstacle.get());
      Cause cause =
          symptom.kind() == Symptom.Kind.LOGIN_REFUSED ? Cause.LOGIN_REFUSED : Cause.FAULT;
      Duration wait = wait(cause, lane.failedAgain(cause));
      stop(lane, cause, clock.instant().plus(wait), symptom.sentence(), true);
    } catch (RuntimeException e) {
      LOG.warn("relay {} could not be asked: {}", lane.relay, String.valueOf(e));
      timers.at(wait(Cause.FAULT, Integer.MAX_VALUE), () -> due(lane, pause));
    } finally {
      lane.endProbe();
    }
  }

  private void flow(Lane lane, boolean onTrial) {
    Pause ended = lane.flow();
    if (ended == null) {
      return;
    }
    if (onTrial) {
      lane.breaker.onTrial();
      lane.gate.openNarrow();
    } else {
      lane.gate.open();
    }
    LOG.info(
        "relay {} is used again, paused ({}) since {}",
        lane.relay,
        ended.cause().word(),
        ended.since());
    standing.turn(lane);
    takeOvers.end(lane.relay);
  }

  private Duration wait(Cause cause, int failures) {
    RetryPolicy retry = policy.get();
    return ProbeSchedule.wait(cause, failures, retry.first(), retry.max());
  }

  private Lane lane(RelayId relay) {
    return lanes.computeIfAbsent(relay, Lane::new);
  }
}
