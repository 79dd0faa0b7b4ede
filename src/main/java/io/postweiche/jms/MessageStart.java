package io.postweiche.jms;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Whether octets begin as a message does: with a header field (RFC 5322 section 2.2). */
final class MessageStart {
  /** So many octets are enough to say it. */
  static final int ENOUGH = 64 * 1024;

  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \\t]*:.*", Pattern.DOTALL);
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf"; // its octets
  private static final int SHOWN = 60;

  private MessageStart() {}

  static void check(byte[] octets) throws PostFault {
    if (octets.length == 0) {
      throw new PostFault("the body is empty: a whole message (RFC 5322) wanted");
    }
    String line = lines(octets)[0];
    if (FIELD.matcher(line).matches()) {
      return;
    }
    throw new PostFault("line 1 of the message", instead(line));
  }

  /** Whether there are nothing but fields before the first empty line, a From among them. */
  static boolean hasFrom(byte[] octets) {
    boolean from = false;
    for (String line : lines(octets)) {
      if (line.isEmpty()) {
        break;
      }
      boolean continued = line.startsWith(" ") || line.startsWith("\t");
      if (!continued && !FIELD.matcher(line).matches()) {
        return false;
      }
      from |= line.regionMatches(true, 0, "From:", 0, 5);
    }
    return from;
  }

  private static String instead(String line) {
    if (line.isEmpty()) {
      return "empty; a header field (Name: value) wanted";
    }
    if (line.startsWith(BYTE_ORDER_MARK)) {
      return "a byte order mark before the first header field";
    }
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return "no header field (Name: value wanted): '" + shown + "'";
  }

  private static String[] lines(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
  }
}
