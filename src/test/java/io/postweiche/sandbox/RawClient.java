package io.postweiche.sandbox;

import io.postweiche.config.RelaySettings;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Sends octets and gives replies as they came. */
final class RawClient implements Closeable {
  private Socket socket;
  private BufferedReader reader;

  /** Connects; the greeting is still to be read. */
  RawClient(RelaySettings relay) throws IOException {
    socket = new Socket(relay.host(), relay.port());
    socket.setSoTimeout(20_000);
    reader = reader(socket);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  /** Past greeting, EHLO and login. */
  static RawClient loggedIn(RelaySettings relay) throws IOException {
    RawClient client = new RawClient(relay);
    client.reply();
    client.ask("EHLO test.example");
    client.ask("AUTH PLAIN " + plain(Relays.USER, Relays.PASSWORD));
    return client;
  }

  static String plain(String user, String password) {
    return base64("\0" + user + "\0" + password);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One command, its whole reply. */
  String ask(String command) throws IOException {
    send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    return reply();
  }

  void send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  /** A message for one recipient in the transaction begun; the reply to its end. */
  String data(byte[] stuffed) throws IOException {
    ask("DATA");
    send(stuffed);
    send("\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
    return reply();
  }

  /** Lines joined by LF. */
  String reply() throws IOException {
    StringBuilder reply = new StringBuilder();
    String line;
    do {
      line = reader.readLine();
      if (line == null) {
        throw new EOFException("connection closed after: " + reply);
      }
      reply.append(reply.length() == 0 ? "" : "\n").append(line);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return reply.toString();
  }

  void secure(SSLContext tls) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    secured.startHandshake();
    socket = secured;
    reader = reader(socket);
  }

  boolean ended() throws IOException {
    return reader.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
