package io.postweiche.smtp;

import io.postweiche.config.PasswordHash;
import java.util.Map;

/** Checks credentials against the users of a listener; slow, as the hashes are. */
final class Logins {
  /** How a check went; {@code BUSY} when there was no room to make it. */
  enum Outcome {
    GOOD,
    BAD,
    BUSY
  }

  private final Map<String, PasswordHash> users;

  Logins(Map<String, PasswordHash> users) {
    this.users = Map.copyOf(users);
  }

  Outcome check(Credentials credentials) {
    PasswordHash known = users.get(credentials.user());
    // an unknown user costs the time of a known one: names cannot be found out by the clock
    PasswordHash hash = known == null ? users.values().iterator().next() : known;
    boolean matches = hash.matches(credentials.password());
    return matches && known != null ? Outcome.GOOD : Outcome.BAD;
  }
}
