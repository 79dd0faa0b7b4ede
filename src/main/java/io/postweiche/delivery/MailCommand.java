package io.postweiche.delivery;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Dsn;
import io.postweiche.core.mail.DsnWish;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes MAIL and RCPT, fitted to what the relay offers in its EHLO reply. */
final class MailCommand {
  private MailCommand() {}

  /**
   * {@code MAIL FROM:<…>} with SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), and DSN (RFC
   * 3461).
   */
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
    Dsn dsn = mail.envelope().dsn();
    if (offered.test("DSN")) {
      add(line, "RET", dsn.returned() == null ? null : dsn.returned().name());
      add(line, "ENVID", dsn.envelopeId());
    }
    return line.toString();
  }

  /** {@code RCPT TO:<…>} with NOTIFY and ORCPT (RFC 3461), as far as they were given. */
  static String rcpt(OutgoingMail mail, Address recipient, Predicate<String> offered) {
    StringBuilder line = new StringBuilder("RCPT TO:").append(recipient.bracketed());
    if (offered.test("DSN")) {
      DsnWish wish = mail.envelope().dsn().wish(recipient);
      add(line, "NOTIFY", wish.when().isEmpty() ? null : wish.whenText());
      add(line, "ORCPT", wish.original());
    }
    return line.toString();
  }

  /** The values are xtext, which {@link Dsn} sees to: none holds a space or a line end. */
  private static void add(StringBuilder line, String keyword, @Nullable String value) {
    if (value != null) {
      line.append(' ').append(keyword).append('=').append(value);
    }
  }
}
