package io.postweiche.jms;

import io.postweiche.core.mail.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where a message's header block is: all before its first empty line. */
final class HeaderBlock {
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \\t]*:.*", Pattern.DOTALL);
  private static final int SHOWN = 60;

  private HeaderBlock() {}

  /**
   * The header block of a message with CRLF throughout, each line with its CRLF, without the empty
   * line.
   *
   * @throws PostFault when the message does not begin with a header field
   */
  static byte[] of(Content message) throws IOException {
    byte[] head;
    try (InputStream in = message.open()) {
      head = in.readNBytes(Sizes.HEADER_BLOCK);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (!FIELD.matcher(firstLine(text)).matches()) {
      throw noField(text);
    }
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 && message.size() > head.length) {
      throw new PostFault("the header block", "longer than " + Sizes.HEADER_BLOCK + " octets");
    }
    return (end < 0 ? text : text.substring(0, end + 2)).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether a body of any line ends begins with header fields, a From among them. */
  static boolean beginsWithFrom(byte[] head) {
    boolean from = false;
    for (String line : new String(head, StandardCharsets.ISO_8859_1).split("\r?\n", -1)) {
      if (line.isEmpty()) {
        return from;
      }
      boolean continued = line.startsWith(" ") || line.startsWith("\t");
      if (!continued && !FIELD.matcher(line).matches()) {
        return false;
      }
      from |= line.regionMatches(true, 0, "From:", 0, 5);
    }
    return from;
  }

  private static String firstLine(String text) {
    int end = text.indexOf("\r\n");
    return end < 0 ? text : text.substring(0, end);
  }

  private static PostFault noField(String text) {
    String line = firstLine(text);
    if (line.isEmpty()) {
      return new PostFault(
          text.isEmpty()
              ? "the body is empty: a whole message (RFC 5322) wanted"
              : "line 1 of the message is empty: a header field (Name: value) wanted");
    }
    if (line.startsWith("\u00ef\u00bb\u00bf")) {
      return new PostFault("line 1 of the message", "a byte order mark before the first header");
    }
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return new PostFault(
        "line 1 of the message", "no header field (Name: value wanted): '" + shown + "'");
  }
}
