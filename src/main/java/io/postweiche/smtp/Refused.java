package io.postweiche.smtp;

/** Leaves the reading of a command with the reply to give. */
final class Refused extends Exception {
  private final transient SmtpReply reply;

  Refused(SmtpReply reply) {
    super(reply.toString(), null, false, false);
    this.reply = reply;
  }

  Refused(int code, String status, String text) {
    this(SmtpReply.of(code, status, text));
  }

  SmtpReply reply() {
    return reply;
  }
}
