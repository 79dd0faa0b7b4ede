package io.postweiche.smtp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers failed logins by user and by address, whether the user exists or not, and locks for a
 * while what failed too often. Somebody who has logged in from an address before is judged there by
 * his own failures alone: strangers cannot lock him out, nor can his neighbours behind one address.
 * One for all listeners, and longer than any of them: neither another port nor a changed
 * configuration gives a fresh start.
 */
public final class Lockout {
  static final int FAILURES = 10;
  static final Duration LOCK = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(1);

  /** Without a failure for so long, and open, all is forgotten. */
  static final Duration FORGOTTEN = Duration.ofMinutes(15);

  static final int MOST = 30_000; // entries; a login makes three
  private static final int LONGEST_NAME = 255;
  private static final int MOST_DOUBLINGS = 5;

  private final InstantSource clock;
  private final Map<String, Failures> failures = bounded();
  private final Map<String, Boolean> welcome = bounded();

  private record Failures(int count, Instant forgottenAt, Instant lockedUntil) {}

  /** One that remembers nothing yet; the clock is what locks end by. */
  public Lockout(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean isLocked(String user, Peer peer) {
    String here = pair(user, peer);
    return welcome.containsKey(here)
        ? isLocked(here)
        : isLocked(user(user)) || isLocked(address(peer));
  }

  synchronized void failed(String user, Peer peer) {
    count(user(user));
    count(address(peer));
    count(pair(user, peer));
  }

  /** Clears nothing: whoever has one login could try the others' passwords in between. */
  synchronized void succeeded(String user, Peer peer) {
    welcome.put(pair(user, peer), true);
  }

  /** How often the answer to the newest failure waits twice as long; 0 for the first failure. */
  synchronized int doublings(String user, Peer peer) {
    int most = Math.max(counted(user(user)), counted(address(peer)));
    return Math.max(0, Math.min(MOST_DOUBLINGS, most - 1));
  }

  /** Entries in memory. */
  synchronized int size() {
    return Math.max(failures.size(), welcome.size());
  }

  private boolean isLocked(String key) {
    Failures known = failures.get(key);
    return known != null && clock.instant().isBefore(known.lockedUntil());
  }

  private int counted(String key) {
    Failures known = current(key);
    return known == null ? 0 : known.count();
  }

  private void count(String key) {
    Instant now = clock.instant();
    int count = counted(key) + 1;
    Instant until = count < FAILURES ? now : now.plus(lock(count - FAILURES));
    failures.put(key, new Failures(count, until.plus(FORGOTTEN), until));
  }

  private @Nullable Failures current(String key) {
    Failures known = failures.get(key);
    return known == null || known.forgottenAt().isBefore(clock.instant()) ? null : known;
  }

  private static Duration lock(int beyond) {
    Duration lock = LOCK.multipliedBy(1L << Math.min(beyond, 10));
    return lock.compareTo(LONGEST) < 0 ? lock : LONGEST;
  }

  private static String user(String name) {
    return "user " + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
  }

  private static String address(Peer peer) {
    return "address " + peer.site();
  }

  private static String pair(String name, Peer peer) {
    return peer.site() + " " + user(name);
  }

  /** The one not asked for longest goes first. */
  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
