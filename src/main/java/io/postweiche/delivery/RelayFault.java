package io.postweiche.delivery;

import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import jakarta.mail.MessagingException;

/** The dialogue with a relay cannot go on: a refusal that ends it, or no usable reply at all. */
final class RelayFault extends MessagingException {
  /** What happened, and our verdict where there is no refusal of the relay's to read. */
  enum Kind {
    /** A reply of the 400s or 500s; its meaning is the reader's to say. */
    REFUSED(Verdict.AMBIGUOUS, "reply"),
    UNREACHABLE(Verdict.RELAY_UNREACHABLE, "no-connection"),
    CLOSED(Verdict.RELAY_UNREACHABLE, "connection-lost"),
    TIMED_OUT(Verdict.RELAY_UNREACHABLE, "timed-out"),
    OUT_OF_PROTOCOL(Verdict.RELAY_UNREACHABLE, "out-of-protocol"),
    TLS_FAILED(Verdict.RELAY_UNREACHABLE, "tls-failed"),
    TLS_NOT_OFFERED(Verdict.TLS_REQUIRED, "starttls-not-offered"),
    /** The token server does not know us or our grant any more. */
    TOKEN_REFUSED(Verdict.AUTHENTICATION_FAILED, "oauth-token-refused"),
    /** The token server cannot be reached or fails. */
    TOKEN_UNAVAILABLE(Verdict.RELAY_UNREACHABLE, "oauth-token-unavailable"),
    LOGIN_NOT_OFFERED(Verdict.AUTHENTICATION_FAILED, "auth-not-offered"),
    ALL_BUSY(Verdict.TEMPORARY, "connections-busy"),
    STOPPING(Verdict.TEMPORARY, "stopping");

    private final Verdict verdict;
    private final String rule;

    Kind(Verdict verdict, String rule) {
      this.verdict = verdict;
      this.rule = rule;
    }
  }

  private final Kind kind;
  private final Stage stage;
  private final Reply reply;

  RelayFault(Kind kind, Stage stage, Reply reply) {
    super(reply.text());
    this.kind = kind;
    this.stage = stage;
    this.reply = reply;
  }

  /** A refusal by the relay, or a reply that is none and has no place here. */
  static RelayFault replied(Stage stage, Reply reply) {
    return new RelayFault(
        Replies.refusal(reply) ? Kind.REFUSED : Kind.OUT_OF_PROTOCOL, stage, reply);
  }

  Kind kind() {
    return kind;
  }

  Stage stage() {
    return stage;
  }

  Reply reply() {
    return reply;
  }

  /** Whether the relay hung up, with a 421 or without a word. */
  boolean hungUp() {
    return kind == Kind.CLOSED || reply.code() == 421;
  }

  ReplyReader.Reading reading(ReplyReader reader) {
    return kind == Kind.REFUSED
        ? reader.read(stage, reply)
        : new ReplyReader.Reading(kind.verdict, kind.rule);
  }
}
