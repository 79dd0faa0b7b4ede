package io.postweiche.delivery;

import io.postweiche.config.ProxySettings;
import io.postweiche.config.Secret;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Asks a proxy for a way to a relay; the name goes to the proxy, which looks it up. By hand,
 * because the runtime's own SOCKS knows one login for the whole process, and its HTTP proxies none.
 */
final class ProxyDialogue {
  private static final int LONGEST_HEADER = 8192;

  private final ProxySettings proxy;
  private final InputStream in;
  private final OutputStream out;

  ProxyDialogue(ProxySettings proxy, Socket socket) throws IOException {
    this.proxy = proxy;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /**
   * Leaves the connection at the relay's first octet.
   *
   * @throws IOException with what the proxy said
   */
  void ask(String host, int port) throws IOException {
    switch (proxy.kind()) {
      case SOCKS5 -> socks(host, port);
      case HTTP -> connect(host, port);
    }
  }

  /** RFC 1928. */
  private void socks(String host, int port) throws IOException {
    out.write(proxy.username() == null ? new byte[] {5, 1, 0} : new byte[] {5, 1, 2});
    expect(octet() == 5, "speaks no SOCKS 5");
    int method = octet();
    expect(method == 0 || method == 2, "takes no login of the kind we have");
    if (method == 2) {
      logIn();
    }
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {5, 1, 0, 3, (byte) name.length});
    request.writeBytes(name);
    request.write(port >> 8);
    request.write(port);
    out.write(request.toByteArray());
    expect(octet() == 5, "speaks no SOCKS 5");
    int answer = octet();
    expect(answer == 0, "did not connect to " + host + ":" + port + ": " + reason(answer));
    octet();
    int kind = octet();
    int length = kind == 1 ? 4 : kind == 4 ? 16 : octet();
    skip(length + 2);
  }

  /** RFC 1929. */
  private void logIn() throws IOException {
    byte[] user = String.valueOf(proxy.username()).getBytes(StandardCharsets.UTF_8);
    byte[] password = password().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream login = new ByteArrayOutputStream();
    login.write(1);
    login.write(user.length);
    login.writeBytes(user);
    login.write(password.length);
    login.writeBytes(password);
    out.write(login.toByteArray());
    octet();
    expect(octet() == 0, "refused the login of '" + proxy.username() + "'");
  }

  /** RFC 9110 section 9.3.6. */
  private void connect(String host, int port) throws IOException {
    String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    String login = "";
    if (proxy.username() != null) {
      byte[] pair = (proxy.username() + ":" + password()).getBytes(StandardCharsets.UTF_8);
      String shown = Base64.getEncoder().encodeToString(pair);
      login = "Proxy-Authorization: Basic " + shown + "\r\n";
    }
    String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + login + "\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    String status = header().lines().findFirst().orElse("");
    expect(
        status.matches("HTTP/1\\.[01] 2\\d\\d\\b.*"),
        "did not connect to " + target + ": " + status.replaceAll("[^ -~]", "?"));
  }

  /** Octet by octet: what comes behind the empty line is the relay's already. */
  private String header() throws IOException {
    StringBuilder header = new StringBuilder();
    while (header.indexOf("\r\n\r\n", Math.max(0, header.length() - 4)) < 0) {
      header.append((char) octet());
      expect(header.length() < LONGEST_HEADER, "gave no end to its answer");
    }
    return header.toString();
  }

  private String password() {
    Secret password = proxy.password();
    return password == null ? "" : password.reveal();
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("closed the connection");
    }
    return octet;
  }

  private void skip(int octets) throws IOException {
    for (int i = 0; i < octets; i++) {
      octet();
    }
  }

  private static void expect(boolean met, String otherwise) throws IOException {
    if (!met) {
      throw new IOException(otherwise);
    }
  }

  private static String reason(int answer) {
    return switch (answer) {
      case 2 -> "not allowed by its rules";
      case 3 -> "network unreachable";
      case 4 -> "host unreachable";
      case 5 -> "connection refused";
      default -> "failure " + answer;
    };
  }
}
