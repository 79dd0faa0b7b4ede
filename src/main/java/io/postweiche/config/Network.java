package io.postweiche.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A network in CIDR notation, IPv4 or IPv6; a single address is a network of one. */
public record Network(String text, BigInteger prefix, int bits, int width) {
  /**
   * Reads {@code 10.0.0.0/8}, {@code ::1}, {@code fd00::/8}.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  public static Network of(String text) {
    String[] parts = text.split("/", 2);
    byte[] address = literal(parts[0]);
    int width = address.length * 8;
    int bits = parts.length == 1 ? width : length(parts[1], width);
    BigInteger value = new BigInteger(1, address);
    if (!value.equals(mask(value, bits, width))) {
      throw new IllegalArgumentException(
          "'" + text + "' has bits set behind its prefix length of " + bits);
    }
    return new Network(text, value, bits, width);
  }

  /** Whether the address lies in this network; IPv4-mapped IPv6 counts as IPv4. */
  public boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    return octets.length * 8 == width
        && mask(new BigInteger(1, octets), bits, width).equals(prefix);
  }

  private static byte[] literal(String text) {
    // only literals: a name here would be looked up in the DNS and silently mean something else
    if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException("'" + text + "' is no network (10.0.0.0/8, fd00::/8)");
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + text + "' is no network (10.0.0.0/8, fd00::/8)", e);
    }
  }

  private static int length(String text, int width) {
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > width) {
      throw new IllegalArgumentException("prefix length '/" + text + "': 0 to " + width);
    }
    return Integer.parseInt(text);
  }

  private static BigInteger mask(BigInteger value, int bits, int width) {
    return value.shiftRight(width - bits).shiftLeft(width - bits);
  }
}
