package io.postweiche.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** An address to listen on or to connect to: {@code 127.0.0.1:2525}, {@code [::1]:25}. */
public record HostPort(String host, int port) {
  /**
   * Reads {@code host:port}; port 0 lets the system choose.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  public static HostPort of(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("host:port wanted, for example 127.0.0.1:2525");
    }
    String host = text.substring(0, colon).replaceAll("^\\[|\\]$", "");
    return new HostPort(host, port(text.substring(colon + 1)));
  }

  /** Whether only this machine can reach a listener on this address. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  public InetSocketAddress socket() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException("'" + text + "' is no port (0 to 65535)");
    }
    return Integer.parseInt(text);
  }
}
