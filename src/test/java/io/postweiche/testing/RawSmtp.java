package io.postweiche.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that sends what it is told, octet by octet if need be, and reads whole replies. */
public final class RawSmtp implements Closeable {
  private static final int PATIENCE = 20_000; // ms

  private Socket socket;
  private InputStream in;

  private RawSmtp(Socket socket) throws IOException {
    use(socket);
  }

  public static RawSmtp connect(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.connect(server, PATIENCE);
    socket.setTcpNoDelay(true);
    return new RawSmtp(socket);
  }

  /** TLS from the first octet. */
  public static RawSmtp connect(InetSocketAddress server, SSLContext tls) throws IOException {
    RawSmtp client = connect(server);
    client.startTls(tls);
    return client;
  }

  /** Does the client's handshake now. */
  public void startTls(SSLContext tls) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(
                    socket, socket.getInetAddress().getHostName(), socket.getPort(), true);
    secured.startHandshake();
    use(secured);
  }

  public void raw(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  /** Sends a line and its CRLF. */
  public void line(String text) throws IOException {
    raw((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a command and gives the reply. */
  public String ask(String command) throws IOException {
    line(command);
    return reply();
  }

  /** The next reply, its lines joined by LF; empty when the server has closed. */
  public String reply() throws IOException {
    StringBuilder reply = new StringBuilder();
    String line = readLine();
    while (line.length() > 3 && line.charAt(3) == '-') {
      reply.append(line).append('\n');
      line = readLine();
    }
    return reply.append(line).toString();
  }

  /** Says EHLO after the greeting. */
  public RawSmtp hello() throws IOException {
    reply();
    ask("EHLO client.example");
    return this;
  }

  /** Sends a whole mail, step by step, and gives the reply to its end. */
  public String mail(String from, String to, String text) throws IOException {
    ask("MAIL FROM:<" + from + ">");
    ask("RCPT TO:<" + to + ">");
    String goAhead = ask("DATA");
    return goAhead.startsWith("354") ? ask(text + "\r\n.") : goAhead;
  }

  /** Ends the client's side only. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends with a reset, as a client that crashed. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** The socket as it is now. */
  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void use(Socket used) throws IOException {
    used.setSoTimeout(PATIENCE);
    socket = used;
    in = new BufferedInputStream(used.getInputStream());
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
        line.write(octet);
      }
    } catch (SocketException e) {
      return ""; // a reset ends it as well
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
