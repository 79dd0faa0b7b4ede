package io.postweiche.smtp;

import io.postweiche.config.ListenUser;
import io.postweiche.config.PasswordHash;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks credentials against the users of a listener; slow, as the hashes are. */
final class Logins {
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
    this.lockout = lockout;
    this.failedLogin = failedLogin;
    this.decoy =
        this.users.values().stream().filter(PasswordHash::isHashed).findFirst().orElse(null);
  }

  Outcome check(Credentials credentials, Peer peer) {
    String user = credentials.user();
    if (lockout.isLocked(user, peer)) {
      return Outcome.LOCKED;
    }
    if (matches(credentials)) {
      lockout.succeeded(user, peer);
      return Outcome.GOOD;
    }
    lockout.failed(user, peer);
    return Outcome.BAD;
  }

  /** How long after its question a login is answered: a failed one later each time. */
  Duration penalty(Outcome outcome, Credentials credentials, Peer peer) {
    return switch (outcome) {
      case GOOD, BUSY -> Duration.ZERO;
      case LOCKED -> failedLogin;
      case BAD -> failedLogin.multipliedBy(1L << lockout.doublings(credentials.user(), peer));
    };
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
