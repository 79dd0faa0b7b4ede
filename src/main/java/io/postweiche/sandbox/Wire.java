package io.postweiche.sandbox;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection's octets: command lines in, replies out, TLS put beneath when asked. */
final class Wire implements Closeable {
  /** Octets of a command line that are kept; a longer one is cut there. */
  static final int LONGEST_LINE = 4096;

  private final byte[] buffer = new byte[16 * 1024];
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int at;
  private int end;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
    out = new BufferedOutputStream(socket.getOutputStream(), 8 * 1024);
  }

  boolean encrypted() {
    return socket instanceof SSLSocket;
  }

  /** Puts TLS beneath; what came in clear before the handshake is dropped (CVE-2011-0411). */
  void startTls(SSLContext tls) throws IOException {
    out.flush();
    at = 0;
    end = 0;
    SSLSocket secured =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    socket = secured;
    in = secured.getInputStream();
    out = new BufferedOutputStream(secured.getOutputStream(), 8 * 1024);
  }

  /** The next command line without its end, cut at {@link #LONGEST_LINE}; null at the end. */
  @Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int octet = read(); octet != '\n'; octet = read()) {
      if (octet < 0) {
        return null;
      }
      if (line.size() < LONGEST_LINE) {
        line.write(octet);
      }
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** The next octet of a message. */
  int readOctet() throws IOException {
    int octet = read();
    if (octet < 0) {
      throw new EOFException("the client closed the connection inside a message");
    }
    return octet;
  }

  /** Writes a reply whose lines are separated by LF; it leaves before the next wait for input. */
  void reply(String lines) throws IOException {
    out.write((lines.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int read() throws IOException {
    if (at == end) {
      // replies to pipelined commands leave together, and never later than we start to wait
      out.flush();
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at == end ? -1 : buffer[at++] & 0xff;
  }
}
