package io.postweiche.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The client's part of one AUTH (RFC 4954): PLAIN (RFC 4616), or LOGIN as everybody does it. */
final class AuthExchange {
  /** The mechanisms, as announced. */
  enum Mechanism {
    PLAIN,
    LOGIN
  }

  /** What follows a response of the client: a challenge in base64, or the credentials. */
  record Step(@Nullable String challenge, @Nullable Credentials credentials) {}

  private static final String ASK_USER = "VXNlcm5hbWU6"; // Username:
  private static final String ASK_PASSWORD = "UGFzc3dvcmQ6"; // Password:

  private final Mechanism mechanism;
  private @Nullable String user;

  AuthExchange(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  static AuthExchange of(String mechanism) throws Refused {
    return switch (Ascii.upper(mechanism)) {
      case "PLAIN" -> new AuthExchange(Mechanism.PLAIN);
      case "LOGIN" -> new AuthExchange(Mechanism.LOGIN);
      default -> throw new Refused(504, "5.5.4", "AUTH PLAIN or AUTH LOGIN");
    };
  }

  /** The challenge when the client sent no initial response. */
  Step begin() {
    return new Step(mechanism == Mechanism.LOGIN ? ASK_USER : "", null);
  }

  Step next(String response) throws Refused {
    String text = decode(response);
    return switch (mechanism) {
      case PLAIN -> new Step(null, plain(text));
      case LOGIN -> login(text);
    };
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
      throw new Refused(535, "5.7.8", "Acting for another user is not offered");
    }
    return new Credentials(parts[1], parts[2]);
  }

  private static String decode(String response) throws Refused {
    try {
      byte[] octets = Base64.getDecoder().decode(response.equals("=") ? "" : response);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new Refused(Replies.badResponse());
    }
  }
}
