package io.postweiche.app.lane;

import io.postweiche.core.pause.Pause;
import io.postweiche.core.pause.Pause.Cause;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One relay's lane: it flows, or stands still for a cause. Guarded by itself. */
final class Lane {
  final RelayId relay;
  final Gate gate = new Gate();
  final Breaker breaker;
  private @Nullable Pause pause;
  // of an outage; a relay that only answers a probe has not ended it
  private @Nullable Instant since;
  private int failures;
  private boolean probing;

  Lane(RelayId relay) {
    this.relay = relay;
    this.breaker = new Breaker(relay);
  }

  synchronized @Nullable Pause pause() {
    return pause;
  }

  /** Whether this pause is worth more than the present one: a refused login is asked rarely. */
  synchronized boolean takes(Cause cause) {
    return pause == null || (cause == Cause.LOGIN_REFUSED && pause.cause() != cause);
  }

  /** How often in a row the relay has failed, this time included. */
  synchronized int failedAgain(Cause cause) {
    if (pause != null && pause.cause() != cause) {
      failures = 0;
    }
    return ++failures;
  }

  /** True when this is news and not a pause prolonged. */
  synchronized boolean stop(Cause cause, Instant now, Instant until, String why) {
    // each time that an allowance is used up stands for itself, and is no outage
    boolean limit = cause == Cause.LIMIT;
    boolean news = limit || since == null;
    Instant began = limit || since == null ? now : since;
    since = limit ? since : began;
    pause = new Pause(cause, began, until, why);
    gate.shut();
    return news;
  }

  /** Lets mail flow again; null when it did already. */
  synchronized @Nullable Pause flow() {
    Pause ended = pause;
    pause = null;
    return ended;
  }

  /** A mail got through, or was refused as a mail: the outage is over. */
  synchronized void recovered() {
    if (pause == null || pause.cause() == Cause.LIMIT) {
      since = null;
      failures = 0;
    }
  }

  /** Asked at once after a change, and as if for the first time. */
  synchronized void forgive() {
    failures = 0;
  }

  /** False while another probe is under way. */
  synchronized boolean beginProbe() {
    boolean mine = !probing && pause != null;
    probing = probing || mine;
    return mine;
  }

  synchronized void endProbe() {
    probing = false;
  }
}
