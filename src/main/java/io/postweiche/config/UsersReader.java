package io.postweiche.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code users:} of a listener or the console: login name to password. */
final class UsersReader {
  private UsersReader() {}

  static Map<String, PasswordHash> read(Section section) {
    Map<String, PasswordHash> users = new LinkedHashMap<>();
    for (Value.Entry entry : section.entries("users")) {
      PasswordHash password = entry.value().as(UsersReader::password);
      users.put(entry.name(), password == null ? new PasswordHash("") : password);
    }
    return users;
  }

  /** Without the library's message: it quotes the hash. */
  static PasswordHash password(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty password");
    }
    try {
      return new PasswordHash(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "this hash cannot be read; 'postweiche secret hash' makes one", e);
    }
  }
}
