package io.postweiche.config;

/** Reads a password of {@code users:}, of a listener or the console. */
final class UsersReader {
  private UsersReader() {}

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
