package io.postweiche.core.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in the octets of an address field the display name of one address lies, {@code <} and the
 * blanks around it left out.
 *
 * @param start its first octet
 * @param end behind its last
 * @param hasUnquotedAt an {@code @} in it stands outside quotes and comments
 * @param hasComment a comment in it, which no re-writing may touch
 */
record DisplayName(int start, int end, boolean hasUnquotedAt, boolean hasComment) {
  /** In their order; none of a field whose quotes or brackets do not close. */
  static List<DisplayName> in(byte[] octets, int from, int to) {
    // one character for each octet, so that places are the same
    Scan scan = new Scan(new String(octets, from, to - from, StandardCharsets.ISO_8859_1));
    List<DisplayName> names = scan.names();
    return names.stream()
        .map(n -> new DisplayName(n.start + from, n.end + from, n.hasUnquotedAt, n.hasComment))
        .toList();
  }

  private static final class Scan {
    private final String text;
    private final List<DisplayName> names = new ArrayList<>();
    private int at;
    private int start;
    private boolean atSign;
    private boolean comment;

    Scan(String text) {
      this.text = text;
    }

    List<DisplayName> names() {
      while (at >= 0 && at < text.length()) {
        step(text.charAt(at));
      }
      return at < 0 ? List.of() : names;
    }

    private void step(char c) {
      switch (c) {
        case '"' -> at = behind('"');
        case '(' -> {
          comment = true;
          at = behindComment();
        }
        case '<' -> {
          name();
          at = behind('>');
          begin();
        }
        case ',', ';', ':' -> {
          at++;
          begin();
        }
        default -> {
          atSign |= c == '@';
          at++;
        }
      }
    }

    private void begin() {
      start = at;
      atSign = false;
      comment = false;
    }

    private void name() {
      int first = start;
      int last = at;
      while (first < last && text.charAt(first) <= ' ') {
        first++;
      }
      while (last > first && text.charAt(last - 1) <= ' ') {
        last--;
      }
      if (first < last) {
        names.add(new DisplayName(first, last, atSign, comment));
      }
    }

    /** Behind the next such mark, escapes passed over; -1 when there is none. */
    private int behind(char mark) {
      for (int i = at + 1; i < text.length(); i++) {
        if (text.charAt(i) == mark) {
          return i + 1;
        }
        i += text.charAt(i) == '\\' ? 1 : 0;
      }
      return -1;
    }

    private int behindComment() {
      int depth = 0;
      for (int i = at; i < text.length(); i++) {
        char c = text.charAt(i);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) {
          return i + 1;
        }
        i += c == '\\' ? 1 : 0;
      }
      return -1;
    }
  }
}
