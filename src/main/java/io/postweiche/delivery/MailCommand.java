package io.postweiche.delivery;

import io.postweiche.core.mail.Address;
import java.util.function.Predicate;

/** Writes MAIL and RCPT, fitted to what the relay offers in its EHLO reply. */
final class MailCommand {
  private MailCommand() {}

  /** {@code MAIL FROM:<…>} with SIZE (RFC 1870), BODY (RFC 6152) and SMTPUTF8 (RFC 6531). */
  static String mail(OutgoingMail mail, boolean smtpUtf8, Predicate<String> offered) {
    StringBuilder line =
        new StringBuilder("MAIL FROM:").append(mail.envelope().sender().bracketed());
    if (offered.test("SIZE")) {
      line.append(" SIZE=").append(mail.raw().size());
    }
    // without 8BITMIME the octets go as they are, as Postfix and Exim send them: re-encoding would
    // break signatures, bouncing would lose mail that every relay of today carries
    if (mail.envelope().eightBit() && offered.test("8BITMIME")) {
      line.append(" BODY=8BITMIME");
    }
    if (smtpUtf8) {
      line.append(" SMTPUTF8");
    }
    return line.toString();
  }

  static String rcpt(Address recipient) {
    return "RCPT TO:" + recipient.bracketed();
  }
}
