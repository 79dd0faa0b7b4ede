package io.postweiche.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The client's end of a connection. */
record Peer(InetAddress address) {
  private static final int SITE = 8; // octets of a /64, which one host may have to itself

  boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /** What counts as one client: an IPv4 address, or an IPv6 network of 64 bits. */
  String site() {
    if (!(address instanceof Inet6Address) || isLoopback()) {
      return toString();
    }
    byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), SITE), 2 * SITE);
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen octets are an address", e);
    }
  }

  /** The address as text, without a zone. */
  @Override
  public String toString() {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
