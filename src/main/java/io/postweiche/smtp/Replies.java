package io.postweiche.smtp;

import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Receipt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The replies that more than one place gives, or that say more than a word. */
final class Replies {
  static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "Ok");
  static final SmtpReply GO_AHEAD =
      SmtpReply.of(354, "", "Send the message, end it with a line of one dot");
  static final SmtpReply START_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");
  static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Bye");
  static final SmtpReply CLOSING = SmtpReply.of(421, "4.3.2", "Server closing, try again later");
  static final SmtpReply BROKEN = SmtpReply.of(421, "4.3.0", "Internal fault, try again later");
  static final SmtpReply TOO_MANY_CONNECTIONS =
      SmtpReply.of(421, "4.7.0", "Too many connections, try again later");
  static final SmtpReply TOO_MANY_FAULTS = SmtpReply.of(421, "4.7.0", "Too many errors");
  static final SmtpReply TOO_MANY_COMMANDS =
      SmtpReply.of(421, "4.7.0", "Too many commands without a mail");
  static final SmtpReply TOO_MANY_MESSAGES =
      SmtpReply.of(421, "4.7.0", "Enough mail over one connection, connect again");
  static final SmtpReply TOO_MANY_BYTES =
      SmtpReply.of(421, "4.7.0", "Enough bytes over one connection, connect again");
  static final SmtpReply FOR_ANOTHER =
      SmtpReply.of(535, "5.7.8", "Acting for another user is not offered");
  static final SmtpReply LOCKED =
      SmtpReply.of(454, "4.7.0", "Too many failed logins, try again later");
  static final SmtpReply TOO_MANY_LOGINS = SmtpReply.of(421, "4.7.0", "Too many failed logins");
  static final SmtpReply TOO_SLOW = SmtpReply.of(421, "4.4.2", "Timeout, closing");
  static final SmtpReply NOT_HTTP = SmtpReply.of(421, "4.7.0", "This is SMTP, not HTTP");
  static final SmtpReply OUT_OF_STEP =
      SmtpReply.of(554, "5.5.0", "Message sent before it was asked for by 354");
  static final SmtpReply BUSY = SmtpReply.of(451, "4.3.0", "Too busy, try again later");
  static final SmtpReply NO_SPOOL =
      SmtpReply.of(452, "4.3.1", "No room for the message, try again later");

  /** An enhanced status code in front of a text (RFC 3463). */
  private static final Pattern OWN_STATUS = Pattern.compile("(5\\.\\d{1,3}\\.\\d{1,3}) (.+)");

  private Replies() {}

  static SmtpReply chunk(long octets) {
    return SmtpReply.of(250, "2.0.0", octets + " octets taken");
  }

  static SmtpReply syntax(String text) {
    return SmtpReply.of(501, "5.5.4", text);
  }

  static SmtpReply sequence(String text) {
    return SmtpReply.of(503, "5.5.1", text);
  }

  static SmtpReply unknownParameter(String keyword) {
    return SmtpReply.of(555, "5.5.4", "Parameter " + keyword + " not known");
  }

  static SmtpReply badResponse() {
    return SmtpReply.of(501, "5.5.2", "Malformed AUTH response");
  }

  static SmtpReply tooLarge(long most) {
    return SmtpReply.of(552, "5.3.4", "Message too large, at most " + most + " octets");
  }

  static SmtpReply damaged(DataReader.Damage damage) {
    return SmtpReply.of(554, "5.6.0", "Message refused: " + damage);
  }

  /** The answer to a message, RFC 5321 section 4.2.5. */
  static SmtpReply queued(MailId id, Receipt receipt) {
    return receipt.stored() ? SmtpReply.of(250, "2.0.0", "Ok: queued as " + id) : not(receipt);
  }

  /** The answer to MAIL when the store was asked whether it has room. */
  static SmtpReply sender(Receipt receipt) {
    return receipt.stored() ? SmtpReply.of(250, "2.1.0", "Sender ok") : not(receipt);
  }

  private static SmtpReply not(Receipt receipt) {
    return switch (receipt.kind()) {
      case STORED -> OK;
      case TRY_LATER -> SmtpReply.of(451, "4.3.0", receipt.text());
      case NO_ROOM -> SmtpReply.of(452, "4.3.1", receipt.text());
      case REFUSED -> refused(receipt.text());
    };
  }

  private static SmtpReply refused(String text) {
    Matcher own = OWN_STATUS.matcher(text);
    return own.matches()
        ? SmtpReply.of(554, own.group(1), own.group(2))
        : SmtpReply.of(554, "5.6.0", text);
  }
}
