package io.postweiche.dkim;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The body as a relay gets it: without the empty line before it, and every CR, LF or CRLF as CRLF,
 * as the SMTP client writes them. A body of nothing but blanks is told apart: relaxed, it is empty
 * (RFC 6376 section 3.4.4), where the library makes an empty line of it.
 */
final class BodyLines extends FilterOutputStream {
  private static final byte[] CRLF = {'\r', '\n'};

  private boolean inside; // behind the empty line
  private int previous = -1;
  private boolean blank = true;

  BodyLines(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    int start = from;
    for (int i = from; i < from + length; i++) {
      int octet = octets[i];
      if (octet == '\r' || octet == '\n') {
        out.write(octets, start, i - start);
        start = i + 1;
        lineEnd(octet);
      }
      blank &= octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t';
      previous = octet;
    }
    out.write(octets, start, from + length - start);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  boolean isBlank() {
    return blank;
  }

  private void lineEnd(int octet) throws IOException {
    if (octet == '\n' && previous == '\r') {
      return;
    }
    if (inside) {
      out.write(CRLF);
    }
    inside = true;
  }
}
