package io.postweiche.web.console;

/**
 * Makes visible what a mail may hold to deceive the eye: characters that turn the reading
 * direction, control the terminal, or show nothing. Applied to every page as a whole, so that no
 * place can be forgotten; our own templates use none of them.
 */
final class Visible {
  private static final char CONTROL_PICTURES = 0x2400;

  private Visible() {}

  static String of(String html) {
    int first = firstBad(html);
    if (first == html.length()) {
      return html;
    }
    StringBuilder out = new StringBuilder(html.length() + 64).append(html, 0, first);
    for (int i = first; i < html.length(); i++) {
      append(out, html.charAt(i));
    }
    return out.toString();
  }

  private static int firstBad(String text) {
    int i = 0;
    while (i < text.length() && !isBad(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static void append(StringBuilder out, char c) {
    if (!isBad(c)) {
      out.append(c);
    } else if (c < ' ') {
      out.append((char) (CONTROL_PICTURES + c));
    } else {
      out.append(String.format("\u2039U+%04X\u203A", (int) c));
    }
  }

  private static boolean isBad(char c) {
    return (c < ' ' && c != '\n' && c != '\r' && c != '\t')
        || (c >= 0x7F && c < 0xA0)
        || c == 0x061C
        || c == 0xFEFF
        || c == 0x2028
        || c == 0x2029
        || (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) // joiners are of languages
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F);
  }
}
