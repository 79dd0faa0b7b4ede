package io.postweiche.core.pause;

import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A relay's mail waits as a whole.
 *
 * @param since when the trouble began; a relay that recovers for a moment only keeps it
 * @param until when the relay is asked again, or its allowance begins anew
 * @param why a sentence: what the relay said, or what happened instead
 */
public record Pause(Cause cause, Instant since, Instant until, String why) {
  /** What to tell of mail that never got its turn. */
  public String sentence(RelayId relay) {
    return relay + " is paused (" + cause.word() + ") since " + sinceSecond() + ": " + why + ".";
  }

  /** As people are told: nobody needs the nanoseconds. */
  public Instant sinceSecond() {
    return since.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What makes a lane stand still. */
  public enum Cause {
    /**
     * Not reachable, silent, without TLS, or closing ({@code 421}): probed at growing intervals.
     */
    FAULT,
    /** A wrong password or a blocked account: asked rarely, or the provider locks it. */
    LOGIN_REFUSED,
    /** The account has used up what it may send. */
    LIMIT;

    /** As users see it: {@code login-refused}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
