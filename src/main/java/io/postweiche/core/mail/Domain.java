package io.postweiche.core.mail;

import java.net.IDN;
import java.util.Locale;

/**
 * A mail domain in its canonical form: lower case, IDN labels as A-labels (RFC 5890), or an address
 * literal in brackets. {@code MÜLLER.de} and {@code xn--mller-kva.de} are equal.
 */
public record Domain(String ascii) {
  private static final int LONGEST = 255; // RFC 5321 section 4.5.3.1.2

  public Domain {
    if (!ascii.equals(ascii.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("domain not canonical: " + ascii);
    }
  }

  /**
   * Reads a domain as a user or a client wrote it.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  public static Domain of(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return new Domain(literal(text));
    }
    String ascii = toAscii(text);
    if (ascii.length() > LONGEST) {
      throw new IllegalArgumentException("domain longer than 255 octets");
    }
    for (String label : ascii.split("\\.", -1)) {
      checkLabel(label, text);
    }
    return new Domain(ascii);
  }

  /** Whether this domain lies below {@code parent}: {@code a.b.de} below {@code b.de}. */
  public boolean isBelow(Domain parent) {
    return ascii.endsWith("." + parent.ascii);
  }

  @Override
  public String toString() {
    return ascii;
  }

  private static String toAscii(String text) {
    try {
      return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a domain: " + text, e);
    }
  }

  private static void checkLabel(String label, String text) {
    if (label.isEmpty()
        || label.length() > 63
        || !label.matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")) {
      throw new IllegalArgumentException("not a domain: " + text);
    }
  }

  private static String literal(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.matches("\\[(ipv6:)?[0-9a-f:.]+\\]")) {
      throw new IllegalArgumentException("not an address literal: " + text);
    }
    return lower;
  }
}
