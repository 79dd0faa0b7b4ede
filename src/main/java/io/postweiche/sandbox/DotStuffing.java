package io.postweiche.sandbox;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Reads a message up to CRLF.CRLF and takes the stuffed dots out (RFC 5321 section 4.5.2); a bare
 * CR or LF neither ends a line nor is changed.
 */
final class DotStuffing {
  private enum State {
    LINE_START,
    DOT,
    DOT_CR,
    CR,
    TEXT,
    END
  }

  private final OutputStream out;
  private State state = State.LINE_START;

  private DotStuffing(OutputStream out) {
    this.out = out;
  }

  /** Copies the message of the wire, without its final dot. */
  static void copy(Wire wire, OutputStream out) throws IOException {
    DotStuffing reader = new DotStuffing(out);
    while (reader.state != State.END) {
      reader.state = reader.next(wire.readOctet());
    }
  }

  private State next(int octet) throws IOException {
    return switch (state) {
      case LINE_START -> octet == '.' ? State.DOT : text(octet);
      case DOT -> octet == '\r' ? State.DOT_CR : text(octet);
      case DOT_CR -> octet == '\n' ? State.END : afterDotAndCr(octet);
      case CR -> octet == '\n' ? lineEnd() : text(octet);
      case TEXT, END -> text(octet);
    };
  }

  private State text(int octet) throws IOException {
    out.write(octet);
    return octet == '\r' ? State.CR : State.TEXT;
  }

  private State lineEnd() throws IOException {
    out.write('\n');
    return State.LINE_START;
  }

  private State afterDotAndCr(int octet) throws IOException {
    out.write('\r');
    return text(octet);
  }
}
