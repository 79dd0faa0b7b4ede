package io.postweiche.smtp;

import java.util.Locale;
import java.util.Map;

/** Why a client, or something it asked for, was refused. */
enum Reason {
  CONNECTIONS,
  CONNECTIONS_PER_ADDRESS,
  PROXY_HEADER,
  TLS_HANDSHAKE,
  TOO_SLOW,
  FAULTS,
  COMMANDS,
  MESSAGES,
  BYTES,
  RECIPIENTS,
  LOGIN,
  LOGIN_LOCKED,
  RELAYING,
  SENDER,
  LINE,
  PROTOCOL,
  MESSAGE,
  SIZE,
  LOOP,
  NO_ROOM,
  CLOSING,
  OTHER;

  private static final Map<SmtpReply, Reason> SAID =
      Map.of(
          Replies.TOO_SLOW, TOO_SLOW,
          Replies.TOO_MANY_BYTES, BYTES,
          Replies.TOO_MANY_FAULTS, FAULTS,
          Replies.TOO_MANY_COMMANDS, COMMANDS,
          Replies.TOO_MANY_MESSAGES, MESSAGES,
          Replies.TOO_MANY_LOGINS, LOGIN,
          Replies.LOCKED, LOGIN_LOCKED,
          Replies.CLOSING, CLOSING,
          Replies.NOT_HTTP, PROTOCOL);

  /** The reason of a reply that refuses, by its enhanced status code (RFC 3463). */
  static Reason of(SmtpReply reply) {
    Reason said = SAID.get(reply);
    return said != null ? said : of(reply.code(), reply.status());
  }

  /** As the metric's label. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Reason of(int code, String status) {
    return switch (status) {
      case "5.7.1" -> code == 553 ? SENDER : RELAYING;
      case "5.7.0" -> RELAYING;
      case "5.7.8", "5.7.11" -> LOGIN;
      case "5.5.2" -> LINE;
      case "5.5.0", "5.5.1", "5.5.4" -> PROTOCOL;
      case "4.5.3" -> RECIPIENTS;
      case "5.6.0" -> MESSAGE;
      case "5.3.4" -> SIZE;
      case "5.4.6" -> LOOP;
      case "4.3.0", "4.3.1" -> NO_ROOM;
      default -> OTHER;
    };
  }
}
