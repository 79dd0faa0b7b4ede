package io.postweiche.sandbox;

import io.postweiche.config.RelaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** AUTH PLAIN (RFC 4616) and AUTH LOGIN against the relay's own user name and password. */
final class Login {
  /** How a login ended. */
  enum Outcome {
    DONE,
    REFUSED,
    CANCELLED,
    UNREADABLE,
    UNKNOWN_MECHANISM
  }

  private final RelaySettings relay;
  private final Wire wire;

  Login(RelaySettings relay, Wire wire) {
    this.relay = relay;
    this.wire = wire;
  }

  /** Asks the client for what it has not sent with the command, and looks at it. */
  Outcome run(String argument) throws IOException {
    String[] words = argument.split(" +");
    String initial = words.length > 1 ? words[1] : null;
    try {
      return switch (words[0].toUpperCase(Locale.ROOT)) {
        case "PLAIN" -> plain(answer("334 ", initial));
        case "LOGIN" -> login(initial);
        default -> Outcome.UNKNOWN_MECHANISM;
      };
    } catch (IllegalArgumentException e) {
      return Outcome.UNREADABLE;
    }
  }

  private Outcome plain(@Nullable String response) {
    if (response == null) {
      return Outcome.CANCELLED;
    }
    String[] parts = response.split("\0", -1); // who to act as, who it is, password
    return parts.length == 3 ? compare(parts[1], parts[2]) : Outcome.UNREADABLE;
  }

  private Outcome login(@Nullable String initial) throws IOException {
    String user = answer("334 VXNlcm5hbWU6", initial); // "Username:"
    String password = user == null ? null : answer("334 UGFzc3dvcmQ6", null); // "Password:"
    return user == null || password == null ? Outcome.CANCELLED : compare(user, password);
  }

  private @Nullable String answer(String challenge, @Nullable String initial) throws IOException {
    String line = initial;
    if (line == null) {
      wire.reply(challenge);
      line = wire.readLine();
    }
    if (line == null || line.equals("*")) {
      return null;
    }
    byte[] octets = Base64.getDecoder().decode(line.equals("=") ? "" : line.strip());
    return new String(octets, StandardCharsets.UTF_8);
  }

  private Outcome compare(String user, String password) {
    String wanted = relay.password() == null ? "" : relay.password().reveal();
    boolean same =
        user.equals(relay.username())
            && MessageDigest.isEqual(
                password.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    return same ? Outcome.DONE : Outcome.REFUSED;
  }
}
