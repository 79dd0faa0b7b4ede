package io.postweiche.bounce;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Header-like fields of a {@code message/delivery-status} (RFC 3464 section 2.1): ASCII, folded.
 */
final class Fields {
  private static final int WIDTH = 76;
  private static final int LONGEST = 2000;
  private static final int LONGEST_WORD = 900; // a line has at most 998 octets

  private final StringBuilder text = new StringBuilder();

  /** Adds one field; nothing for a null value. */
  Fields add(String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append(':');
      int column = name.length() + 1;
      for (String word : clean(value).split(" ")) {
        if (column + 1 + word.length() > WIDTH && column > name.length() + 1) {
          text.append("\r\n");
          column = 0;
        }
        text.append(' ').append(word);
        column += 1 + word.length();
      }
      text.append("\r\n");
    }
    return this;
  }

  Fields add(Fields others) {
    text.append(others.text);
    return this;
  }

  /** The empty line between two groups of fields. */
  Fields nextGroup() {
    text.append("\r\n");
    return this;
  }

  byte[] octets() {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  // a relay's reply must not bring in a field of its own, nor end the group
  private static String clean(String value) {
    String ascii = value.replaceAll("[^ -~\\s]", "?").replaceAll("\\s+", " ").strip();
    String bounded = ascii.length() <= LONGEST ? ascii : ascii.substring(0, LONGEST) + " ...";
    return bounded.replaceAll("(\\S{" + LONGEST_WORD + "})(?=\\S)", "$1 ");
  }
}
