package io.postweiche.core.mail;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An envelope address (RFC 5321 section 4.1.2, RFC 6531), or the null sender {@code <>}. The local
 * part keeps the spelling it came with, quotes included; the domain is canonical.
 */
public record Address(String localPart, @Nullable Domain domain) {
  /** The null sender of bounces, out-of-office replies and receipts. */
  public static final Address NULL = new Address("", null);

  // octets, RFC 5321 section 4.5.3.1.3. The 64 of a local part are what every server must take, not
  // what it may refuse: VERP, mailing lists and SRS make longer ones, and their mail is real.
  private static final int LONGEST = 254;

  public Address {
    if (domain == null) {
      if (!localPart.isEmpty()) {
        throw new IllegalArgumentException("an address needs a domain");
      }
    } else {
      checkLength(localPart, domain);
      LocalPart.check(localPart);
    }
  }

  /**
   * Reads {@code local@domain}, with or without angle brackets; {@code ""} and {@code <>} are the
   * null sender.
   *
   * @throws IllegalArgumentException with the reason, when it is no address
   */
  public static Address of(String text) {
    String bare =
        text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
    if (bare.isEmpty()) {
      return NULL;
    }
    // the last one: a quoted local part may hold '@', a domain never does
    int at = bare.lastIndexOf('@');
    if (at < 1) {
      throw new IllegalArgumentException(
          "not an address (local@domain wanted): '" + Shown.brief(text) + "'");
    }
    return new Address(bare.substring(0, at), Domain.of(bare.substring(at + 1)));
  }

  /** An address whose local part is given without quotes; they are put where it needs them. */
  public static Address quoting(String unquotedLocalPart, Domain domain) {
    return new Address(LocalPart.quoted(unquotedLocalPart), domain);
  }

  public boolean isNull() {
    return domain == null;
  }

  /** Whether a relay must offer SMTPUTF8 to carry this address (RFC 6531). */
  public boolean needsSmtpUtf8() {
    return !LocalPart.isAscii(localPart);
  }

  /** The local part without quotes and escapes. */
  public String unquotedLocalPart() {
    return LocalPart.unquoted(localPart);
  }

  /** The local part for comparing: lower case, composed (NFC), quotes only where they must be. */
  public String comparableLocalPart() {
    return LocalPart.comparable(localPart);
  }

  /** Whether both name one mailbox, however its local part is spelt. */
  public boolean sameMailbox(Address other) {
    return domain == null
        ? other.isNull()
        : domain.equals(other.domain())
            && comparableLocalPart().equals(other.comparableLocalPart());
  }

  /** {@code local@domain}, or the empty string for the null sender. */
  @Override
  public String toString() {
    return isNull() ? "" : localPart + "@" + domain;
  }

  /** As in an SMTP command: {@code <local@domain>} or {@code <>}. */
  public String bracketed() {
    return "<" + this + ">";
  }

  private static void checkLength(String localPart, Domain domain) {
    int room = LONGEST - 1 - domain.ascii().length();
    // chars first: they are never more than octets, and hostile input costs no copy
    if (localPart.length() > room || localPart.getBytes(StandardCharsets.UTF_8).length > room) {
      throw new IllegalArgumentException("address longer than " + LONGEST + " octets");
    }
  }
}
