package io.postweiche.core.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Reads a message's header (RFC 5322 section 2.2) and leaves its body alone. At most the first
 * 1,000,000 octets are considered. Takes what comes: lines without a colon are passed over, LF will
 * do for CRLF, and a message may be all header.
 */
public final class HeaderScan {
  private HeaderScan() {}

  /** Reads a little beyond the header, so the stream is of no use afterwards; does not close it. */
  public static Headers read(InputStream in) throws IOException {
    return new Headers(HeaderBlock.read(in));
  }

  public static Headers read(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return read(in);
    }
  }

  /** Of a message, or of its first octets. */
  public static Headers read(byte[] message) {
    try {
      return read(new ByteArrayInputStream(message));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }
}
