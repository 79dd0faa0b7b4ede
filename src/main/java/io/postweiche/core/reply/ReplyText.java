package io.postweiche.core.reply;

import java.util.List;

/** A reply's words in the form that phrases are compared with. */
final class ReplyText {
  /** More than any honest reply says; bounds the work on a hostile one. */
  private static final int LONGEST = 4096;

  private ReplyText() {}

  /** The words of the last line. */
  static String last(Reply reply) {
    StringBuilder out = new StringBuilder();
    append(out, ReplyLine.of(reply.lastLine()).text());
    return out.toString();
  }

  /** The words of all lines, without the codes in front; the last ones when there are too many. */
  static String all(Reply reply) {
    List<String> lines = reply.lines();
    int from = lines.size();
    int length = 0;
    while (from > 0 && length < LONGEST) {
      from--;
      length += lines.get(from).length();
    }
    StringBuilder out = new StringBuilder();
    for (String line : lines.subList(from, lines.size())) {
      append(out, ReplyLine.of(line).text());
    }
    return out.toString();
  }

  /** Whether a word may begin at {@code i}: no letter or digit stands before it. */
  static boolean wordStart(String text, int i) {
    return i == 0 || !isWord(text.charAt(i)) || !isWord(text.charAt(i - 1));
  }

  static boolean isWord(char c) {
    return c < 128
        ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
        : Character.isLetterOrDigit(c);
  }

  /** Lower case, runs of white space as one space, straight apostrophes. */
  private static void append(StringBuilder out, String text) {
    boolean space = out.length() > 0;
    for (int i = 0; i < text.length() && out.length() < LONGEST; i++) {
      char c = text.charAt(i);
      if (c == ' ' || Character.isWhitespace(c)) {
        space = true;
        continue;
      }
      if (space && out.length() > 0) {
        out.append(' ');
      }
      space = false;
      out.append(c == '\u2019' ? '\'' : Character.toLowerCase(c));
    }
  }
}
