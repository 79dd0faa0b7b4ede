package io.postweiche.core.mail;

/**
 * Encodes one label (RFC 3492). Needed only where {@link java.net.IDN}, which knows the IDNA of
 * 2003, would give another domain: for {@code ß} and final sigma.
 */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
  private static final int FIRST_N = 0x80;

  private Punycode() {}

  /** The encoded label without its {@code xn--}; at most 63 chars in, or it could overflow. */
  static String encode(String label) {
    if (label.length() > 63) {
      throw new IllegalArgumentException("label longer than 63");
    }
    int[] points = label.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    label.codePoints().filter(c -> c < FIRST_N).forEach(out::appendCodePoint);
    int handled = out.length();
    if (handled > 0) {
      out.append('-');
    }
    encodeRest(points, handled, out);
    return out.toString();
  }

  private static void encodeRest(int[] points, int basic, StringBuilder out) {
    int n = FIRST_N;
    int delta = 0;
    int bias = FIRST_BIAS;
    int handled = basic;
    while (handled < points.length) {
      int next = smallestFrom(n, points);
      delta += (next - n) * (handled + 1);
      n = next;
      for (int point : points) {
        if (point < n) {
          delta++;
        } else if (point == n) {
          number(delta, bias, out);
          handled++;
          bias = adapt(delta, handled, handled == basic + 1);
          delta = 0;
        }
      }
      delta++;
      n++;
    }
  }

  private static int smallestFrom(int n, int[] points) {
    int smallest = Integer.MAX_VALUE;
    for (int point : points) {
      if (point >= n && point < smallest) {
        smallest = point;
      }
    }
    return smallest;
  }

  private static void number(int delta, int bias, StringBuilder out) {
    int rest = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = Math.max(T_MIN, Math.min(T_MAX, k - bias));
      if (rest < threshold) {
        break;
      }
      out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
      rest = (rest - threshold) / (BASE - threshold);
    }
    out.append(digit(rest));
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int adapt(int delta, int handled, boolean first) {
    int rest = first ? delta / DAMP : delta / 2;
    rest += rest / handled;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
  }
}
