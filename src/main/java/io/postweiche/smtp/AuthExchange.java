package io.postweiche.smtp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's part of one AUTH (RFC 4954), by one of the mechanisms. */
interface AuthExchange {
  /** What follows a response of the client: a challenge in base64, or what is to be checked. */
  record Step(@Nullable String challenge, @Nullable Login login) {}

  /** The challenge when the client sent no initial response. */
  Step begin();

  /** What follows this text of the client. */
  Step next(String text) throws Refused;

  /**
   * Begins one.
   *
   * @param users who may use SCRAM-SHA-256
   */
  static AuthExchange of(String mechanism, ScramUsers users) throws Refused {
    String name = Ascii.upper(mechanism);
    List<String> offered = mechanisms(users);
    if (!offered.contains(name)) {
      throw new Refused(504, "5.5.4", "AUTH by " + String.join(", ", offered));
    }
    return switch (name) {
      case "PLAIN" -> PasswordExchange.plain();
      case "LOGIN" -> PasswordExchange.login();
      default -> new ScramExchange(users);
    };
  }

  /** Their names, as announced. Simple clients take the first that they know. */
  static List<String> mechanisms(ScramUsers users) {
    List<String> names = new ArrayList<>(List.of("PLAIN", "LOGIN"));
    if (users.any()) {
      names.add(ScramExchange.MECHANISM);
    }
    return names;
  }
}
