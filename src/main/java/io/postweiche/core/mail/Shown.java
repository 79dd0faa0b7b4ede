package io.postweiche.core.mail;

/** Other people's text made fit for one line of a log, a list or an error message. */
public final class Shown {
  private static final int BRIEF = 80;
  private static final int REPLACEMENT = 0xFFFD;

  private Shown() {}

  /**
   * At most {@code longest} chars, no pair of surrogates split. Controls and line ends become
   * spaces, the marks that turn the direction of writing and lone surrogates become U+FFFD: they
   * would let a sender forge what a person reads.
   */
  public static String clean(String text, int longest) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), longest));
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      int width = Character.charCount(codePoint);
      if (out.length() + width > longest) {
        break;
      }
      out.appendCodePoint(harmless(codePoint));
      at += width;
    }
    return out.toString();
  }

  /** For the middle of an error message: {@link #clean}, and short however long the text is. */
  public static String brief(String text) {
    return text.length() <= BRIEF ? clean(text, BRIEF) : clean(text, BRIEF - 1) + "…";
  }

  /**
   * Whether it is printable ASCII and nothing else: nearly every line is, and then a glance does
   * instead of a search for what is not.
   */
  public static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static int harmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE -> REPLACEMENT;
      default -> turnsDirection(codePoint) ? REPLACEMENT : codePoint;
    };
  }

  private static boolean turnsDirection(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
