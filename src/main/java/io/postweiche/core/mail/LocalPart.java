package io.postweiche.core.mail;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The grammar of a local part: a dot-atom or a quoted string (RFC 5321 section 4.1.2, RFC 6531).
 */
final class LocalPart {
  private static final Pattern DOT_ATOM =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-.\\x{80}-\\x{10FFFF}]+");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[ -~])*\"");

  private LocalPart() {}

  /**
   * Lenient about dots (real mailboxes have {@code a..b}), strict about everything that could end a
   * command: controls, spaces outside quotes, angle brackets.
   */
  static void check(String local, int longest) {
    if (local.getBytes(StandardCharsets.UTF_8).length > longest) {
      throw new IllegalArgumentException("local part longer than " + longest + " octets");
    }
    // U+0080..U+009F are controls too; surrogates that stand alone are no text
    if (local.codePoints().anyMatch(LocalPart::dangerous)) {
      throw new IllegalArgumentException("control character in the local part");
    }
    if (!DOT_ATOM.matcher(local).matches() && !QUOTED.matcher(local).matches()) {
      throw new IllegalArgumentException("not a local part: " + local);
    }
  }

  private static boolean dangerous(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        // U+760D and U+760A become CR and LF when a client truncates to bytes (CVE-2025-7962)
        || codePoint == 0x760D
        || codePoint == 0x760A;
  }
}
