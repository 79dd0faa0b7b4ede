package io.postweiche.core.mail;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through the octets of large messages, eight at a time. */
public final class Octets {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Octets below this end a run of text: NUL, LF, CR, and others that are rare in mail. */
  private static final int CONTROL = 14;

  private static final long CONTROLS = 0x0101010101010101L * CONTROL;

  private Octets() {}

  /** The index of the first octet that is 13 (CR) or less, {@code to} without one. */
  public static int firstControl(byte[] octets, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = (long) EIGHT.get(octets, at);
      // an octet's high bit stands where it was less: Anderson, Bit Twiddling Hacks, "hasless"
      long below = (eight - CONTROLS) & ~eight & HIGH_BITS;
      if (below != 0) {
        return at + Long.numberOfTrailingZeros(below) / Byte.SIZE;
      }
    }
    while (at < to && (octets[at] < 0 || octets[at] >= CONTROL)) {
      at++;
    }
    return at;
  }

  /** Whether an octet is above 127. */
  public static boolean eightBit(byte[] octets, int from, int to) {
    long seen = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      seen |= (long) EIGHT.get(octets, at);
    }
    for (; at < to; at++) {
      seen |= octets[at]; // a negative one sets every bit above its own
    }
    return (seen & HIGH_BITS) != 0;
  }
}
