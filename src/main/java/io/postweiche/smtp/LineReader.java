package io.postweiche.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts command lines out of a stream. Only CRLF ends a line. A faulty line is told once, as soon as
 * the fault is seen, and everything up to its CRLF is skipped: what stands behind a bare LF is
 * never taken for a command.
 */
final class LineReader {
  /** Octets with the CRLF: 512 of RFC 5321, and room for the parameters of its extensions. */
  static final int LONGEST = 2048;

  /** Octets with the CRLF, RFC 4954 section 4. */
  static final int LONGEST_AUTH = 12_288;

  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private byte[] line = new byte[256];
  private int length;
  private boolean afterCr;
  private boolean skipping;
  private @Nullable Line ready;

  /**
   * Reads until a line is ready or the octets are used up.
   *
   * @param inAuth the line is the client's part of an AUTH exchange, which may be long
   * @return the index behind the last octet used
   */
  int read(byte[] bytes, int from, int to, boolean inAuth) {
    int at = from;
    while (at < to && ready == null) {
      take(bytes[at++], inAuth);
    }
    return at;
  }

  /** The line that is ready, once; null while none is. */
  @Nullable Line poll() {
    Line polled = ready;
    ready = null;
    return polled;
  }

  /** Forgets a line begun. */
  void reset() {
    length = 0;
    afterCr = false;
    skipping = false;
    ready = null;
  }

  private void take(byte octet, boolean inAuth) {
    if (skipping) {
      skipping = !(afterCr && octet == LF);
      afterCr = octet == CR;
    } else if (afterCr) {
      afterCr = false;
      endOrFault(octet);
    } else if (octet == CR) {
      afterCr = true;
    } else if (octet == LF) {
      fault(Line.Fault.BARE_LF, octet);
    } else if ((octet >= 0 && octet < ' ') || octet == 0x7f) {
      fault(Line.Fault.CONTROL, octet);
    } else {
      keep(octet, inAuth);
    }
  }

  private void endOrFault(byte octet) {
    if (octet == LF) {
      ready = decode();
      length = 0;
    } else {
      fault(Line.Fault.BARE_CR, octet);
    }
  }

  private void keep(byte octet, boolean inAuth) {
    // looked at only where it matters, so that short lines cost nothing
    int longest = length + 2 >= LONGEST && (inAuth || isAuth()) ? LONGEST_AUTH : LONGEST;
    if (length + 2 >= longest) {
      fault(Line.Fault.TOO_LONG, octet);
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, line.length * 2);
    }
    line[length++] = octet;
  }

  private boolean isAuth() {
    return length >= 5
        && new String(line, 0, 5, StandardCharsets.ISO_8859_1).equalsIgnoreCase("AUTH ");
  }

  private void fault(Line.Fault fault, byte octet) {
    length = 0;
    skipping = true;
    afterCr = octet == CR;
    ready = Line.faulty(fault);
  }

  private Line decode() {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
      // U+0080 to U+009F are controls too, NEL among them
      boolean control = text.chars().anyMatch(Character::isISOControl);
      return control ? Line.faulty(Line.Fault.CONTROL) : Line.of(text);
    } catch (CharacterCodingException e) {
      return Line.faulty(Line.Fault.NOT_UTF8);
    }
  }
}
