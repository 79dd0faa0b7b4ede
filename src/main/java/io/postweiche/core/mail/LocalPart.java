package io.postweiche.core.mail;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The grammar of a local part: a dot-atom or a quoted string (RFC 5321 section 4.1.2, RFC 6531).
 */
final class LocalPart {
  private static final String ATEXT_MARKS = "!#$%&'*+/=?^_`{|}~-";

  private LocalPart() {}

  /**
   * Lenient about dots (real mailboxes have {@code a..b}), strict about everything that could end a
   * command: controls, spaces outside quotes, angle brackets.
   */
  static void check(String local) {
    // U+0080..U+009F are controls too; surrogates that stand alone are no text
    if (local.codePoints().anyMatch(LocalPart::dangerous)) {
      throw new IllegalArgumentException("control character in the local part");
    }
    if (!isDotAtom(local) && !isQuoted(local)) {
      throw new IllegalArgumentException("not a local part: '" + Shown.brief(local) + "'");
    }
  }

  /** What the quotes hold, escapes undone; a dot-atom as it is. */
  static String unquoted(String local) {
    if (!local.startsWith("\"")) {
      return local;
    }
    StringBuilder out = new StringBuilder(local.length());
    for (int i = 1; i < local.length() - 1; i++) {
      if (local.charAt(i) == '\\') {
        i++;
      }
      out.append(local.charAt(i));
    }
    return out.toString();
  }

  /** The other way round: in quotes only where it must be. */
  static String quoted(String content) {
    if (isDotAtom(content)) {
      return content;
    }
    return '"' + content.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Equal for the local parts that mean one mailbox to everybody but a purist of case: lower case,
   * composed, quotes only where they must be.
   */
  static String comparable(String local) {
    String content = unquoted(local);
    String composed =
        isAscii(content)
            ? content
            : Normalizer.normalize(content, Normalizer.Form.NFC); // RFC 6532 section 3.1
    return quoted(composed.toLowerCase(Locale.ROOT));
  }

  // loops, not streams: these run for each decision
  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDotAtom(String local) {
    for (int i = 0; i < local.length(); i++) {
      if (!inAtom(local.charAt(i))) {
        return false;
      }
    }
    return !local.isEmpty();
  }

  private static boolean inAtom(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c >= 128
        || ATEXT_MARKS.indexOf(c) >= 0;
  }

  private static boolean isQuoted(String local) {
    int last = local.length() - 1;
    if (last < 1 || local.charAt(0) != '"' || local.charAt(last) != '"') {
      return false;
    }
    for (int i = 1; i < last; i++) {
      char c = local.charAt(i);
      if (c == '\\') {
        i++;
        if (i == last || local.charAt(i) >= 128) {
          return false;
        }
      } else if (c == '"') {
        return false;
      }
    }
    return true;
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
