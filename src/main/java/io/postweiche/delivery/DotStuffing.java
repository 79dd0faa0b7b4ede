package io.postweiche.delivery;

import io.postweiche.core.mail.Octets;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A message on its way behind DATA (RFC 5321 section 4.5.2): a dot more before each that begins a
 * line, and CRLF at the end of each line, whatever ended it. What needs nothing goes out as it
 * comes, in one piece; Angus's stream looks at each octet twice and writes line by line, which was
 * most of the work on a large mail.
 */
final class DotStuffing {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST_LINE = {'.', '\r', '\n'};

  private final OutputStream out;
  private byte previous = '\n';

  /** Writes to a stream that should be buffered: dots and line ends come by themselves. */
  DotStuffing(OutputStream out) {
    this.out = out;
  }

  void write(byte[] bytes, int from, int to) throws IOException {
    int begin = from;
    int at = from;
    while (at < to) {
      byte octet = bytes[at];
      boolean bareCr = previous == '\r' && octet != '\n';
      boolean bareLf = octet == '\n' && previous != '\r';
      boolean dot = octet == '.' && (previous == '\n' || bareCr);
      if (bareCr || bareLf || dot) {
        out.write(bytes, begin, at - begin);
        begin = at;
        insert(bareCr, bareLf, dot);
      }
      at = octet == '\r' || octet == '\n' ? at + 1 : Octets.firstControl(bytes, at + 1, to);
      previous = bytes[at - 1];
    }
    out.write(bytes, begin, to - begin);
  }

  /** Ends the last line, and the message. */
  void end() throws IOException {
    if (previous == '\r') {
      out.write('\n');
    } else if (previous != '\n') {
      out.write(LINE_END);
    }
    out.write(LAST_LINE);
    out.flush();
  }

  private void insert(boolean bareCr, boolean bareLf, boolean dot) throws IOException {
    if (bareCr) {
      out.write('\n');
    }
    if (bareLf) {
      out.write('\r');
    }
    if (dot) {
      out.write('.');
    }
  }
}
