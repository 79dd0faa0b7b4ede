package io.postweiche.smtp;

import io.postweiche.config.ListenUser;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.ScramKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks logins against the users of a listener; slow, as the hashes are. */
final class Logins {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  /**
   * How a check went; {@code LOCKED} when it was not made after too many failures, {@code BUSY}
   * when there was no room to make it.
   */
  enum Outcome {
    GOOD,
    BAD,
    LOCKED,
    BUSY
  }

  private final Map<String, PasswordHash> users = new LinkedHashMap<>();
  private final ScramUsers scram;
  private final Lockout lockout;
  private final Duration failedLogin;
  private final @Nullable PasswordHash decoy;

  Logins(Map<String, ListenUser> users, Lockout lockout, Duration failedLogin) {
    users.forEach(
        (name, user) -> {
          if (user.password() != null) {
            this.users.put(name, user.password());
          }
        });
    this.scram = new ScramUsers(users);
    this.lockout = lockout;
    this.failedLogin = failedLogin;
    this.decoy =
        this.users.values().stream().filter(PasswordHash::isHashed).findFirst().orElse(null);
  }

  Outcome check(Login login, Peer peer) {
    String user = login.user();
    if (lockout.isLocked(user, peer)) {
      return Outcome.LOCKED;
    }
    if (isGood(login)) {
      lockout.succeeded(user, peer);
      return Outcome.GOOD;
    }
    lockout.failed(user, peer);
    return Outcome.BAD;
  }

  /** How long after its question a login is answered: a failed one later each time. */
  Duration penalty(Outcome outcome, Login login, Peer peer) {
    return switch (outcome) {
      case GOOD, BUSY -> Duration.ZERO;
      case LOCKED -> failedLogin;
      case BAD -> failedLogin.multipliedBy(1L << lockout.doublings(login.user(), peer));
    };
  }

  /** What the client is told before its login counts; null when it waits for nothing. */
  @Nullable String confirmation(Outcome outcome, Login login) {
    return outcome == Outcome.GOOD && login instanceof ScramProof proof
        ? proof.confirmation(Objects.requireNonNull(scram.keys(proof.user())))
        : null;
  }

  private boolean isGood(Login login) {
    if (login instanceof ScramProof proof) {
      return isGood(proof);
    }
    return login instanceof Credentials credentials && matches(credentials);
  }

  private boolean isGood(ScramProof proof) {
    if (users.containsKey(proof.user()) && !scram.isAble(proof.user())) {
      LOG.info("{}: kept as a hash that cannot serve SCRAM-SHA-256", Printable.of(proof.user()));
    }
    ScramKeys keys = scram.keys(proof.user());
    return keys != null && proof.isGood(keys);
  }

  private boolean matches(Credentials credentials) {
    PasswordHash known = users.get(credentials.user());
    // whoever has no hash costs the time of one that has: names cannot be found out by the clock
    if (decoy != null && (known == null || !known.isHashed())) {
      boolean unused = decoy.matches(credentials.password());
    }
    return known != null && known.matches(credentials.password());
  }
}
