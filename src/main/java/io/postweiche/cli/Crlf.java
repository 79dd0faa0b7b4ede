package io.postweiche.cli;

import java.io.ByteArrayOutputStream;

/** Line ends of files. */
final class Crlf {
  private Crlf() {}

  /**
   * A message kept as a Unix text file (LF at every line's end) with the line ends of mail; any
   * other stays as it is. A signature in it holds for CRLF, so it stays valid.
   */
  static byte[] of(byte[] message) {
    for (byte octet : message) {
      if (octet == '\r') {
        return message;
      }
    }
    ByteArrayOutputStream mail = new ByteArrayOutputStream(message.length + message.length / 32);
    for (byte octet : message) {
      if (octet == '\n') {
        mail.write('\r');
      }
      mail.write(octet);
    }
    return mail.toByteArray();
  }
}
