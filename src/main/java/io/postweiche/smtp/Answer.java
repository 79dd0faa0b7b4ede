package io.postweiche.smtp;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows a line of the client.
 *
 * @param reply null when it must still be found out, by {@link Next#ASK_INTAKE} or {@link
 *     Next#CHECK_LOGIN}
 */
record Answer(Next next, @Nullable SmtpReply reply) {
  /** What the connection does after the reply. */
  enum Next {
    READ_LINE,
    READ_DATA,
    /**
     * The octets of {@link Session#chunk} come now, whatever the answer is; with a reply they are
     * dropped first.
     */
    READ_CHUNK,
    START_TLS,
    /** Ask whether mail can be stored, then {@link Session#intakeSays}. */
    ASK_INTAKE,
    /** Check {@link Authentication#login}, then {@link Authentication#was}. */
    CHECK_LOGIN,
    HANG_UP
  }

  /** The reply, where one is known. */
  SmtpReply said() {
    return Objects.requireNonNull(reply);
  }

  static Answer say(SmtpReply reply) {
    return new Answer(Next.READ_LINE, reply);
  }

  static Answer hangUp(SmtpReply reply) {
    return new Answer(Next.HANG_UP, reply);
  }

  static Answer after(Next next) {
    return new Answer(next, null);
  }
}
