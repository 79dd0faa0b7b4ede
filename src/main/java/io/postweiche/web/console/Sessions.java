package io.postweiche.web.console;

import io.postweiche.web.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in, in memory: a restart logs everybody out, which is what a stolen cookie
 * deserves.
 */
final class Sessions {
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LONGEST = Duration.ofHours(12);
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  private record Session(Caller caller, Instant began, Instant seen) {
    boolean over(Instant now) {
      return now.isAfter(seen.plus(IDLE)) || now.isAfter(began.plus(LONGEST));
    }
  }

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** Begins one under an id that nobody has seen before. */
  synchronized String begin(Caller caller) {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> session.over(now));
    if (sessions.size() >= MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    String id = Secrets.random();
    sessions.put(id, new Session(caller, now, now));
    return id;
  }

  /**
   * Whose session this is; null when it is none, or over.
   *
   * @param person whether somebody did something, as opposed to a page that refreshes itself
   */
  synchronized @Nullable Caller find(String id, boolean person) {
    Session session = sessions.get(id);
    Instant now = clock.instant();
    if (session == null || session.over(now)) {
      sessions.remove(id);
      return null;
    }
    if (person) {
      sessions.put(id, new Session(session.caller(), session.began(), now));
    }
    return session.caller();
  }

  synchronized void end(String id) {
    sessions.remove(id);
  }
}
