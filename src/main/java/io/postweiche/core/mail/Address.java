package io.postweiche.core.mail;

import org.jspecify.annotations.Nullable;

/**
 * An envelope address (RFC 5321 section 4.1.2, RFC 6531), or the null sender {@code <>}. The local
 * part keeps the spelling it came with, quotes included; the domain is canonical.
 */
public record Address(String localPart, @Nullable Domain domain) {
  /** The null sender of bounces, out-of-office replies and receipts. */
  public static final Address NULL = new Address("", null);

  private static final int LONGEST_LOCAL_PART = 64; // octets, RFC 5321 section 4.5.3.1.1

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
    int at = bare.lastIndexOf('@');
    if (at < 1) {
      throw new IllegalArgumentException("not an address (local@domain wanted): " + text);
    }
    String local = bare.substring(0, at);
    LocalPart.check(local, LONGEST_LOCAL_PART);
    return new Address(local, Domain.of(bare.substring(at + 1)));
  }

  public boolean isNull() {
    return domain == null;
  }

  /** Whether a relay must offer SMTPUTF8 to carry this address (RFC 6531). */
  public boolean needsSmtpUtf8() {
    return !localPart.chars().allMatch(c -> c < 128);
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
}
