package io.postweiche.jms;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Texts of a post on their way into a header or a body, checked for what could break out of it. */
final class Words {
  private Words() {}

  /** UTF-8 octets of a text; half a surrogate pair is no character and is refused, not replaced. */
  static byte[] utf8(String where, String text) throws PostFault {
    try {
      ByteBuffer octets = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] array = new byte[octets.remaining()];
      octets.get(array);
      return array;
    } catch (CharacterCodingException e) {
      throw new PostFault(where, "half a character (a lone UTF-16 surrogate) in the text");
    }
  }

  static String decode(String where, byte[] octets, Charset charset) throws PostFault {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw new PostFault(where, "octets that are not " + charset.name());
    }
  }

  /** A text that is to stand in a header: without line ends or other controls, tabs excepted. */
  static String headerSafe(String where, String text) throws PostFault {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        throw new PostFault(where, "a line end inside (one line wanted)");
      }
      if (c != '\t' && Character.isISOControl(c)) {
        throw new PostFault(where, String.format("control character U+%04X inside", (int) c));
      }
    }
    utf8(where, text);
    return text;
  }

  static String crlf(String text) {
    return text.replaceAll("\r\n|\r|\n", "\r\n");
  }
}
