package io.postweiche.testing;

import java.util.Arrays;
import java.util.Random;

/** Ways in which a network may cut a stream into pieces. */
public final class Cuts {
  /** Uses octets of an array. */
  @FunctionalInterface
  public interface Taker {
    /** Returns the index behind the last octet used. */
    int take(byte[] bytes, int from, int to);
  }

  private final Random random;
  private final int longest;

  private Cuts(long seed, int longest) {
    this.random = new Random(seed);
    this.longest = longest;
  }

  public static Cuts none() {
    return new Cuts(0, Integer.MAX_VALUE);
  }

  public static Cuts everywhere() {
    return new Cuts(0, 1);
  }

  /** At random, and the same for the same octets. */
  public static Cuts seededBy(byte[] octets) {
    int hash = Arrays.hashCode(octets);
    return new Cuts(hash, 2 + Math.floorMod(hash, 60));
  }

  /**
   * Feeds piece by piece until the taker leaves something or all is used.
   *
   * @return octets used
   */
  public int feed(byte[] stream, Taker taker) {
    int at = 0;
    while (at < stream.length) {
      int room = Math.min(longest, stream.length - at);
      int piece = longest == Integer.MAX_VALUE ? room : 1 + random.nextInt(room);
      // a fresh array with something around it: whoever reads beyond its piece is found out
      byte[] bytes = new byte[piece + 2];
      System.arraycopy(stream, at, bytes, 1, piece);
      int used = taker.take(bytes, 1, 1 + piece) - 1;
      at += used;
      if (used < piece) {
        return at;
      }
    }
    return at;
  }
}
