package io.postweiche.testing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A message on its way in, up to {@code CRLF . CRLF} and nothing else (RFC 5321 section 4.1.1.4).
 */
final class ScriptedBody {
  private enum State {
    LINE_START,
    DOT,
    DOT_CR,
    CR,
    TEXT,
    END
  }

  private final boolean keep;
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private State state = State.LINE_START;
  private long octets;
  private long size;

  ScriptedBody(boolean keep) {
    this.keep = keep;
  }

  void take(int octet) {
    octets++;
    if (keep) {
      wire.write(octet);
    }
    if (state == State.LINE_START && octet == '.') {
      state = State.DOT;
    } else if (state == State.DOT && octet == '\r') {
      state = State.DOT_CR;
    } else if (state == State.DOT_CR && octet == '\n') {
      state = State.END;
    } else {
      if (state == State.DOT_CR) {
        text('\r');
      }
      text(octet);
    }
  }

  boolean finished() {
    return state == State.END;
  }

  /** How many came so far. */
  long octets() {
    return octets;
  }

  /** Octets of the content. */
  long size() {
    return size;
  }

  /** With dot-stuffing undone; empty when not kept. */
  byte[] content() {
    return content.toByteArray();
  }

  /** As it came, without the line of the final dot; empty when not kept. */
  byte[] wire() {
    return keep ? Arrays.copyOf(wire.toByteArray(), wire.size() - 3) : new byte[0];
  }

  private void text(int octet) {
    size++;
    if (keep) {
      content.write(octet);
    }
    if (octet == '\r') {
      state = State.CR;
    } else {
      state = octet == '\n' && state == State.CR ? State.LINE_START : State.TEXT;
    }
  }
}
