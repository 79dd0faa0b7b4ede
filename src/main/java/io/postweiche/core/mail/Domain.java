package io.postweiche.core.mail;

import java.util.Locale;

/**
 * A mail domain in its canonical form: lower case, IDN labels as A-labels (RFC 5890), no dot at the
 * end, or an address literal in brackets. {@code MÜLLER.de} and {@code xn--mller-kva.de.} are
 * equal; {@code straße.de} and {@code strasse.de} are two domains, as at the registry.
 */
public record Domain(String ascii) {
  private static final int LONGEST = 255; // octets, RFC 5321 section 4.5.3.1.2
  private static final int LONGEST_LABEL = 63;

  /** Takes the canonical form only; {@link #of} reads what people and clients write. */
  public Domain {
    if (ascii.length() > LONGEST) {
      throw new IllegalArgumentException("domain longer than 255 octets");
    }
    if (!(ascii.startsWith("[") ? isLiteral(ascii) : isName(ascii))) {
      throw new IllegalArgumentException("not a domain: '" + Shown.brief(ascii) + "'");
    }
  }

  /**
   * Reads a domain as a user or a client wrote it.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  public static Domain of(String text) {
    if (text.length() > LONGEST + 1) {
      throw new IllegalArgumentException("domain longer than 255 octets");
    }
    if (text.startsWith("[")) {
      return new Domain(text.toLowerCase(Locale.ROOT));
    }
    String ascii = Idn.toAscii(text);
    return new Domain(ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii);
  }

  /** Whether this domain lies below {@code parent}: {@code a.b.de} below {@code b.de}. */
  public boolean isBelow(Domain parent) {
    return ascii.endsWith("." + parent.ascii);
  }

  @Override
  public String toString() {
    return ascii;
  }

  private static boolean isName(String ascii) {
    int label = 0;
    for (int i = 0; i <= ascii.length(); i++) {
      if (i == ascii.length() || ascii.charAt(i) == '.') {
        if (!isLabel(ascii, label, i)) {
          return false;
        }
        label = i + 1;
      }
    }
    return true;
  }

  private static boolean isLabel(String ascii, int start, int end) {
    if (start == end || end - start > LONGEST_LABEL) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = ascii.charAt(i);
      boolean inside = i > start && i < end - 1;
      if (!isLowerOrDigit(c) && c != '_' && !(c == '-' && inside)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLiteral(String lower) {
    if (!lower.endsWith("]")) {
      return false;
    }
    String inside = lower.substring(1, lower.length() - 1);
    return inside.startsWith("ipv6:") ? isIpv6(inside.substring(5)) : isIpv4(inside);
  }

  private static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    for (String part : parts) {
      boolean number = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!number || part.length() > 3 || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return parts.length == 4;
  }

  // only what cannot do harm is asked: the relay judges whether such an address exists
  private static boolean isIpv6(String text) {
    return text.indexOf(':') != text.lastIndexOf(':') && text.chars().allMatch(Domain::inIpv6);
  }

  private static boolean inIpv6(int c) {
    return c < 128 && (Character.digit(c, 16) >= 0 || c == ':' || c == '.');
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
