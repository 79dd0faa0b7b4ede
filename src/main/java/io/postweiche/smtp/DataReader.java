package io.postweiche.smtp;

import io.postweiche.config.LineEndings;
import io.postweiche.core.mail.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text behind DATA (RFC 5321 section 4.5.2): takes the stuffed dots away and finds the
 * end, which is CRLF.CRLF and nothing else. Or that behind BDAT (RFC 3030), where dots are text and
 * the end is counted. Bare CR, bare LF and NUL are no part of a message; the first one is kept as
 * the {@link Damage}, and reading goes on to the real end, so that nothing behind it is ever taken
 * for a command (CVE-2023-51764 and its kin). {@link LineEndings#NORMALISE} completes a bare CR or
 * LF to CRLF instead; a dot behind it is still no beginning of a line.
 */
final class DataReader {
  /** Takes the message, piece by piece; the array is only lent. */
  interface Sink {
    void take(byte[] bytes, int from, int length);
  }

  /** What is wrong with a message. */
  enum Fault {
    BARE_CR("CR without LF"),
    BARE_LF("LF without CR"),
    NUL("NUL");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  /** The first fault, and its line, counted from 1. */
  record Damage(Fault fault, long line) {
    @Override
    public String toString() {
      return fault.text + " in line " + line + " of the message";
    }
  }

  private enum State {
    LINE_START,
    TEXT,
    CR,
    DOT,
    DOT_CR,
    ENDED
  }

  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private static final byte[] NOTHING = {};
  private static final byte[] ONLY_CR = {CR};
  private static final byte[] ONLY_LF = {LF};
  private static final byte[] LINE_END = {CR, LF};

  private final boolean dotted;
  private final boolean mending;
  private byte[] missing = NOTHING; // octets that belong before the one just read
  private State state = State.LINE_START;
  private long line = 1;
  private boolean eightBit;
  private @Nullable Damage damage;

  /** Of DATA, a bare CR or LF being damage. */
  DataReader() {
    this(true, LineEndings.REFUSE);
  }

  /**
   * A reader of one message.
   *
   * @param dotted dots are stuffed and a lone one ends the message: DATA, not BDAT
   */
  DataReader(boolean dotted, LineEndings endings) {
    this.dotted = dotted;
    this.mending = endings == LineEndings.NORMALISE;
  }

  /**
   * Reads on; nothing is given to the sink once there is damage.
   *
   * @return the index behind the last octet of the message and its end mark, {@code to} unless the
   *     end was seen
   */
  int read(byte[] bytes, int from, int to, Sink sink) {
    int begin = from;
    int at = from;
    while (at < to && state != State.ENDED) {
      if (state == State.TEXT) {
        at = skipPlain(bytes, at, to);
        if (at == to) {
          break;
        }
      }
      State before = state;
      byte octet = bytes[at++];
      state = next(octet);
      if (missing.length > 0) {
        give(bytes, begin, at - 1, sink);
        begin = at - 1;
        complete(sink);
      }
      // the dot that begins a line, and the CR behind a lone dot, are not the message's own
      if (state == State.DOT || (before == State.DOT && state == State.DOT_CR)) {
        give(bytes, begin, at - 1, sink);
        begin = at;
      }
    }
    if (state != State.ENDED) {
      give(bytes, begin, at, sink);
    }
    return at;
  }

  /** A message whose octets were counted has come to its end. */
  void end(Sink sink) {
    if (state == State.CR) {
      bare(Fault.BARE_CR, ONLY_LF);
      complete(sink);
    }
    state = State.ENDED;
  }

  boolean dotted() {
    return dotted;
  }

  boolean ended() {
    return state == State.ENDED;
  }

  /** Whether an octet above 127 was seen. */
  boolean eightBit() {
    return eightBit;
  }

  @Nullable Damage damage() {
    return damage;
  }

  private State next(byte octet) {
    return switch (state) {
      case LINE_START -> dotted && octet == '.' ? State.DOT : text(octet);
      case DOT -> octet == CR ? State.DOT_CR : text(octet);
      case CR -> octet == LF ? newLine() : behindBareCr(octet, ONLY_LF);
      // the sink has not got that CR
      case DOT_CR -> octet == LF ? State.ENDED : behindBareCr(octet, LINE_END);
      case TEXT, ENDED -> text(octet);
    };
  }

  private State newLine() {
    line++;
    return State.LINE_START;
  }

  private State behindBareCr(byte octet, byte[] lacking) {
    bare(Fault.BARE_CR, lacking);
    return text(octet);
  }

  private void bare(Fault fault, byte[] lacking) {
    if (mending) {
      missing = lacking;
    } else {
      damaged(fault);
    }
  }

  private void complete(Sink sink) {
    give(missing, 0, missing.length, sink);
    missing = NOTHING;
  }

  private State text(byte octet) {
    if (octet == CR) {
      return State.CR;
    }
    if (octet == LF) {
      bare(Fault.BARE_LF, ONLY_CR);
    } else if (octet == 0) {
      damaged(Fault.NUL);
    }
    eightBit |= octet < 0;
    return State.TEXT;
  }

  private void damaged(Fault fault) {
    if (damage == null) {
      damage = new Damage(fault, line);
    }
  }

  /** The bulk of every message goes through here. */
  private int skipPlain(byte[] bytes, int from, int to) {
    int at = Octets.firstControl(bytes, from, to);
    eightBit = eightBit || Octets.eightBit(bytes, from, at);
    return at;
  }

  private void give(byte[] bytes, int from, int to, Sink sink) {
    if (damage == null && to > from) {
      sink.take(bytes, from, to - from);
    }
  }
}
