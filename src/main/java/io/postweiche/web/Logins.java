package io.postweiche.web;

import io.postweiche.config.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks logins. A right one is remembered for a while, because a hash costs 20 MB and tens of
 * milliseconds by design; wrong ones make their client address wait.
 */
final class Logins {
  static final Duration REMEMBERED = Duration.ofMinutes(5);
  static final Duration WAIT = Duration.ofMinutes(1);
  static final int FAILURES = 5;
  private static final int CLIENTS = 10_000;

  private final Map<String, PasswordHash> users;
  private final InstantSource clock;
  private final SecretKeySpec key;
  private final Semaphore hashing = new Semaphore(2);
  private final Map<String, Instant> verified = bounded();
  private final Map<String, Failures> failures = bounded();

  /** What came of a login. */
  enum Answer {
    RIGHT,
    WRONG,
    WAIT
  }

  private record Failures(int count, Instant last) {}

  Logins(Map<String, PasswordHash> users, InstantSource clock) {
    this.users = Map.copyOf(users);
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  Answer check(String client, String name, String password) {
    String digest = digest(name, password);
    if (remembers(digest)) {
      return Answer.RIGHT;
    }
    // counted before the slow check, so that many guesses at once are not free
    if (!admits(client)) {
      return Answer.WAIT;
    }
    if (!matches(name, password)) {
      return Answer.WRONG;
    }
    remember(client, digest);
    return Answer.RIGHT;
  }

  private boolean matches(String name, String password) {
    // an unknown name costs what a known one costs
    PasswordHash hash = users.containsKey(name) ? users.get(name) : anyone();
    hashing.acquireUninterruptibly();
    try {
      return hash != null && hash.matches(password) && users.containsKey(name);
    } finally {
      hashing.release();
    }
  }

  private @Nullable PasswordHash anyone() {
    return users.values().stream().findFirst().orElse(null);
  }

  private synchronized boolean remembers(String digest) {
    Instant until = verified.get(digest);
    return until != null && clock.instant().isBefore(until);
  }

  private synchronized void remember(String client, String digest) {
    failures.remove(client);
    verified.put(digest, clock.instant().plus(REMEMBERED));
  }

  private synchronized boolean admits(String client) {
    Instant now = clock.instant();
    Failures before = failures.get(client);
    if (before == null || now.isAfter(before.last().plus(WAIT))) {
      failures.put(client, new Failures(1, now));
      return true;
    }
    if (before.count() >= FAILURES) {
      return false;
    }
    failures.put(client, new Failures(before.count() + 1, now));
    return true;
  }

  private String digest(String name, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] octets = (name + "\0" + password).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks HmacSHA256", e);
    }
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > CLIENTS;
      }
    };
  }
}
