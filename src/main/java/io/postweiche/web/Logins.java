package io.postweiche.web;

import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.ConsoleUser;
import io.postweiche.config.Role;
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
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks logins. A right one is remembered for a while, because a hash costs 20 MB and tens of
 * milliseconds by design; wrong ones make their client address wait.
 */
public final class Logins {
  static final Duration REMEMBERED = Duration.ofMinutes(5);
  static final Duration WAIT = Duration.ofMinutes(1);
  static final int FAILURES = 5;
  private static final int CLIENTS = 10_000;

  private static final Map<String, String> CHALLENGE =
      Map.of("WWW-Authenticate", "Basic realm=\"Postweiche\", charset=\"UTF-8\"");

  private final Map<String, ConsoleUser> users;
  private final Map<String, ConsoleUser> tokens;
  private final Audit audit;
  private final InstantSource clock;
  private final SecretKeySpec key;
  private final Semaphore hashing = new Semaphore(2);
  private final Map<String, Instant> verified = bounded();
  private final Map<String, Failures> failures = bounded();

  private record Failures(int count, Instant last) {}

  Logins(ConsoleSettings settings, Audit audit, InstantSource clock) {
    this.users = settings.users();
    this.tokens = settings.tokens();
    this.audit = audit;
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  /**
   * Who logs in with this name and password.
   *
   * @param from the client's address
   * @throws RuntimeException that is answered 401, or 429 after too many wrong ones
   */
  public Caller login(String from, String name, String password) {
    String proof = "user\0" + name + "\0" + password;
    // an unknown name costs what a known one costs
    ConsoleUser user = users.getOrDefault(name, anyone());
    boolean right =
        checked(
            from, proof, () -> user != null && matches(user, password) && users.containsKey(name));
    if (!right || user == null) {
      // not the name that was typed: it may be a password in the wrong field
      refused(from, users.containsKey(name) ? name : "somebody", "wrong name or password");
      throw new ProblemException(401, "wrong name or password", CHALLENGE);
    }
    return new Caller(name, user.role(), from);
  }

  /** Whose token this is; otherwise as {@link #login}. */
  Caller token(String from, String token) {
    for (Map.Entry<String, ConsoleUser> known : tokens.entrySet()) {
      String proof = "token\0" + known.getKey() + "\0" + token;
      if (remembers(digest(proof))) {
        return new Caller(known.getKey(), known.getValue().role(), from);
      }
    }
    if (!admits(from)) {
      throw wait(from);
    }
    return tokens.entrySet().stream()
        .filter(known -> matches(known.getValue(), token))
        .findFirst()
        .map(known -> owned(from, known, token))
        .orElseThrow(
            () -> {
              refused(from, "somebody", "wrong token");
              return new ProblemException(401, "wrong token", CHALLENGE);
            });
  }

  private void refused(String from, String who, String why) {
    audit.record(new Caller(who, Role.VIEW, from), "login-refused", who, why);
  }

  private Caller owned(String from, Map.Entry<String, ConsoleUser> known, String token) {
    remember(from, digest("token\0" + known.getKey() + "\0" + token));
    return new Caller(known.getKey(), known.getValue().role(), from);
  }

  private boolean checked(String from, String proof, BooleanSupplier slow) {
    String digest = digest(proof);
    if (remembers(digest)) {
      return true;
    }
    // counted before the slow check, so that many guesses at once are not free
    if (!admits(from)) {
      throw wait(from);
    }
    if (!slow.getAsBoolean()) {
      return false;
    }
    remember(from, digest);
    return true;
  }

  static ProblemException missing() {
    return new ProblemException(401, "log in with HTTP Basic, or a token as Bearer", CHALLENGE);
  }

  private static ProblemException wait(String from) {
    return new ProblemException(
        429,
        "too many wrong logins from " + from + "; wait a minute",
        Map.of("Retry-After", String.valueOf(WAIT.toSeconds())));
  }

  private boolean matches(ConsoleUser user, String given) {
    hashing.acquireUninterruptibly();
    try {
      return user.secret().matches(given);
    } finally {
      hashing.release();
    }
  }

  private @Nullable ConsoleUser anyone() {
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

  private String digest(String proof) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(proof.getBytes(StandardCharsets.UTF_8)));
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
