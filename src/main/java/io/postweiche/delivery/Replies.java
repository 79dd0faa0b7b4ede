package io.postweiche.delivery;

import io.postweiche.core.reply.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** From what Angus read to a {@link Reply}. */
final class Replies {
  private static final Pattern MORE = Pattern.compile("\\d{3}-.*");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}&&[^\\t]]");

  private Replies() {}

  /**
   * The reply in these lines; Angus hands over one char an octet.
   *
   * @param code as Angus read it from the first line; stands where the last line has none
   */
  static Reply of(String octets, int code) {
    List<String> lines = text(octets).lines().map(Replies::printable).toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    // Reply.of reads backslash-n as a line's end, for the command line; a relay means it literally
    int backslash = last.indexOf('\\');
    Reply read = Reply.of(backslash < 0 ? last : last.substring(0, backslash));
    return new Reply(read.code() == 0 ? Math.max(0, code) : read.code(), read.enhanced(), lines);
  }

  static boolean positive(Reply reply) {
    return reply.code() / 100 == 2;
  }

  static boolean refusal(Reply reply) {
    return reply.code() / 100 == 4 || reply.code() / 100 == 5;
  }

  /** Whether the connection ended before the reply did. */
  static boolean cutShort(Reply reply) {
    return reply.lastLine().equals("[EOF]") || MORE.matcher(reply.lastLine()).matches();
  }

  private static String text(String octets) {
    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return octets;
    }
  }

  /** A reply ends up on terminals: an escape sequence in it must not act there. */
  private static String printable(String line) {
    return CONTROLS.matcher(line).replaceAll("?");
  }
}
