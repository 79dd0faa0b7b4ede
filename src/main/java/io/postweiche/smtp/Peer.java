package io.postweiche.smtp;

import java.net.InetAddress;

/** The client's end of a connection. */
record Peer(InetAddress address) {
  boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /** The address as text, without a zone. */
  @Override
  public String toString() {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
