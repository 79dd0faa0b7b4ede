package io.postweiche.core.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Octets of a header as text: UTF-8 where they are, else ISO 8859-1; unfolded. */
final class HeaderText {
  private HeaderText() {}

  /** What stands behind the colon, stripped. */
  static String value(HeaderBlock block, HeaderBlock.Field field) {
    return of(block.octets(), field.colon() + 1, field.end());
  }

  static String of(byte[] octets, int start, int end) {
    String text;
    try {
      text = utf8(octets, start, end);
    } catch (CharacterCodingException e) {
      text = new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
    }
    return text.replace("\r", "").replace("\n", "").strip();
  }

  /** Whether there are octets above 127 that may not be: any, or with SMTPUTF8 those not UTF-8. */
  static boolean isForeign(byte[] octets, int start, int end, boolean smtpUtf8) {
    boolean eightBit = false;
    for (int at = start; at < end && !eightBit; at++) {
      eightBit = octets[at] < 0;
    }
    if (!eightBit || !smtpUtf8) {
      return eightBit;
    }
    try {
      utf8(octets, start, end);
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }

  private static String utf8(byte[] octets, int start, int end) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(octets, start, end - start))
        .toString();
  }
}
