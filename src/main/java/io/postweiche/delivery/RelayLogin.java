package io.postweiche.delivery;

import io.postweiche.config.Secret;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AUTH by PLAIN, LOGIN (RFC 4954) or XOAUTH2 (developers.google.com, "XOAUTH2 Mechanism"). */
final class RelayLogin {
  private final RelayTransport line;
  private final String user;

  RelayLogin(RelayTransport line, String user) {
    this.line = line;
    this.user = user;
  }

  /** The relay's last word on the login. */
  Reply run(@Nullable Secret password, @Nullable Tokens tokens) throws RelayFault {
    return tokens == null ? byPassword(password == null ? "" : password.reveal()) : byToken(tokens);
  }

  private Reply byPassword(String password) throws RelayFault {
    if (line.offersLogin("PLAIN")) {
      return line.ask(Stage.AUTH, "AUTH PLAIN " + base64("\0" + user + "\0" + password));
    }
    if (!line.offersLogin("LOGIN")) {
      throw notOffered("offers neither AUTH PLAIN nor AUTH LOGIN");
    }
    Reply reply = line.ask(Stage.AUTH, "AUTH LOGIN");
    reply = reply.code() == 334 ? line.ask(Stage.AUTH, base64(user)) : reply;
    return reply.code() == 334 ? line.ask(Stage.AUTH, base64(password)) : reply;
  }

  /** A token may be refused that was good when we got it: once, a new one is asked for. */
  private Reply byToken(Tokens tokens) throws RelayFault {
    if (!line.offersLogin("XOAUTH2")) {
      throw notOffered("does not offer AUTH XOAUTH2, which 'oauth' needs");
    }
    String token = token(tokens, null);
    Reply reply = show(token);
    return reply.code() == 535 ? show(token(tokens, token)) : reply;
  }

  private String token(Tokens tokens, @Nullable String refused) throws RelayFault {
    try {
      return tokens.token(refused);
    } catch (TokenFault e) {
      throw line.fault(new RelayFault(e.kind(), Stage.AUTH, Reply.none(e.sentence())));
    }
  }

  private Reply show(String token) throws RelayFault {
    String response = "user=" + user + "\1auth=Bearer " + token + "\1\1";
    Reply reply = line.ask(Stage.AUTH, "AUTH XOAUTH2 " + base64(response));
    if (reply.code() != 334) {
      return reply;
    }
    // the reason comes as a challenge; only an empty answer brings the refusal itself
    return withReason(decoded(reply.lastLine()).replace(token, "***"), line.ask(Stage.AUTH, ""));
  }

  /** The reason goes in front: the last line is the relay's own, and decides. */
  private static Reply withReason(String reason, Reply refusal) {
    List<String> lines = new ArrayList<>();
    lines.add("334 " + reason);
    lines.addAll(refusal.lines());
    return new Reply(refusal.code(), refusal.enhanced(), lines);
  }

  private static String decoded(String line) {
    String given = line.replaceFirst("^334[ -]?", "").strip();
    try {
      byte[] octets = Base64.getDecoder().decode(given);
      String text = new String(octets, StandardCharsets.UTF_8);
      return text.replaceAll("\\p{Cntrl}+", " ").strip();
    } catch (IllegalArgumentException e) {
      return given;
    }
  }

  private RelayFault notOffered(String what) {
    return line.fault(RelayFault.Kind.LOGIN_NOT_OFFERED, what);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
