package io.postweiche.smtp;

import org.jspecify.annotations.Nullable;

/** The password itself: PLAIN (RFC 4616), or LOGIN as everybody does it. */
final class PasswordExchange implements AuthExchange {
  private static final String ASK_USER = "VXNlcm5hbWU6"; // Username:
  private static final String ASK_PASSWORD = "UGFzc3dvcmQ6"; // Password:

  private final boolean plain;
  private @Nullable String user;

  private PasswordExchange(boolean plain) {
    this.plain = plain;
  }

  static PasswordExchange plain() {
    return new PasswordExchange(true);
  }

  static PasswordExchange login() {
    return new PasswordExchange(false);
  }

  @Override
  public Step begin() {
    return new Step(plain ? "" : ASK_USER, null);
  }

  @Override
  public Step next(String text) throws Refused {
    return plain ? new Step(null, plain(text)) : login(text);
  }

  private Step login(String text) {
    if (user == null) {
      user = text;
      return new Step(ASK_PASSWORD, null);
    }
    return new Step(null, new Credentials(user, text));
  }

  private static Credentials plain(String text) throws Refused {
    String[] parts = text.split("\0", -1);
    if (parts.length != 3) {
      throw new Refused(Replies.badResponse());
    }
    if (!parts[0].isEmpty() && !parts[0].equals(parts[1])) {
      throw new Refused(Replies.FOR_ANOTHER);
    }
    return new Credentials(parts[1], parts[2]);
  }
}
