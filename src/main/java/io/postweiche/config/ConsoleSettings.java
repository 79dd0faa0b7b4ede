package io.postweiche.config;

import java.util.Map;

/**
 * Where REST, health and the console listen; a login is needed unless on loopback.
 *
 * @param users by login name
 * @param tokens by the name that the audit log tells
 */
public record ConsoleSettings(
    HostPort address, Map<String, ConsoleUser> users, Map<String, ConsoleUser> tokens) {
  public ConsoleSettings {
    users = Map.copyOf(users);
    tokens = Map.copyOf(tokens);
  }

  /** Whether nobody gets in without saying who he is. */
  public boolean needsLogin() {
    return hasLogins() || !address.isLoopback();
  }

  boolean hasLogins() {
    return !users.isEmpty() || !tokens.isEmpty();
  }
}
