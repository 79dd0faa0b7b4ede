package io.postweiche.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The texts of an AUTH exchange on the wire (RFC 4954 section 4): UTF-8 in base64. */
final class Base64Text {
  private Base64Text() {}

  static String of(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a client's response says; {@code =} is an empty one. */
  static String decode(String response) throws Refused {
    try {
      byte[] octets = Base64.getDecoder().decode(response.equals("=") ? "" : response);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new Refused(Replies.badResponse());
    }
  }
}
