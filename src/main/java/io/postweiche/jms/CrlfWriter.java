package io.postweiche.jms;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes a message on with every line end as CRLF, as SMTP needs it (RFC 5321 section 2.3.8); notes
 * whether it has octets above 127. A CR alone or a NUL is refused with its line, for a relay could
 * take it for the end of the message (SMTP smuggling).
 */
final class CrlfWriter extends OutputStream {
  private static final byte[] CRLF = {'\r', '\n'};

  private final OutputStream out;
  private final long maxSize;
  private long size;
  private long line = 1;
  private boolean afterCr;
  private boolean eightBit;

  CrlfWriter(OutputStream out, long maxSize) {
    this.out = out;
    this.maxSize = maxSize;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      byte octet = octets[i];
      if (octet == '\n' && !afterCr) {
        pass(octets, from, i - from);
        pass(CRLF, 0, CRLF.length);
        from = i + 1;
      }
      check(octet);
      afterCr = octet == '\r';
      eightBit |= octet < 0;
    }
    pass(octets, from, offset + length - from);
  }

  /** To be called at the end: a CR may have been the last octet. */
  void end() throws PostFault {
    if (afterCr) {
      throw bareCr();
    }
  }

  boolean eightBit() {
    return eightBit;
  }

  private void check(byte octet) throws PostFault {
    if (octet == 0) {
      throw new PostFault("line " + line + " of the message", "a NUL octet");
    }
    if (afterCr && octet != '\n') {
      throw bareCr();
    }
    if (octet == '\n') {
      line++;
    }
  }

  private void pass(byte[] octets, int offset, int length) throws IOException {
    size += length;
    Sizes.check(size, maxSize);
    out.write(octets, offset, length);
  }

  private PostFault bareCr() {
    return new PostFault("line " + line + " of the message", "a CR without LF (CRLF or LF wanted)");
  }
}
