package io.postweiche.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes TLS over a {@link RelaySocket} and tells that socket of it: Angus keeps what it got from
 * STARTTLS to itself, and a message is written past Angus.
 */
final class TlsSockets extends SSLSocketFactory {
  private final SSLSocketFactory real;

  TlsSockets(SSLSocketFactory real) {
    this.real = real;
  }

  @Override
  public Socket createSocket(Socket below, String host, int port, boolean autoClose)
      throws IOException {
    Socket tls = real.createSocket(below, host, port, autoClose);
    if (below instanceof RelaySocket relay) {
      relay.secured(tls);
    }
    return tls;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return real.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return real.createSocket(host, port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return real.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return real.createSocket(host, port, from, fromPort);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return real.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return real.getSupportedCipherSuites();
  }
}
