package io.postweiche.smtp;

import io.postweiche.core.mail.Shown;

/**
 * Makes what a client wrote harmless to print: in a log, in a reply, in a {@code Received} line.
 */
final class Printable {
  private static final int LONGEST = 200;

  private Printable() {}

  /** At most 200 characters, without anything that could end a line or turn its direction. */
  static String of(String text) {
    if (text.length() <= LONGEST && Shown.plain(text)) {
      return text; // nearly always
    }
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> clean.appendCodePoint(harmless(Character.getType(c)) ? c : '?'));
    return text.codePointCount(0, text.length()) > LONGEST ? clean + "..." : clean.toString();
  }

  /** The same in ASCII; anything else becomes a question mark. */
  static String ascii(String text) {
    String shown = of(text);
    return Shown.plain(shown) ? shown : shown.replaceAll("[^ -~]", "?");
  }

  private static boolean harmless(int type) {
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
