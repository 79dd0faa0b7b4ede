package io.postweiche.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The octets of a {@link ScriptedSession}, and the ways to misuse them. */
final class ScriptedWire {
  private final Socket raw;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Socket socket;
  private InputStream in;
  private volatile OutputStream out;

  ScriptedWire(Socket raw) {
    this.raw = raw;
    this.socket = raw;
  }

  void open() throws IOException {
    raw.setTcpNoDelay(true); // else pipelined replies wait 40 ms for each other
    use(raw);
  }

  void secure(SSLContext context, boolean clientCertificates) throws IOException {
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
    secured.setUseClientMode(false);
    secured.setNeedClientAuth(clientCertificates);
    secured.startHandshake();
    use(secured);
  }

  boolean tls() {
    return socket instanceof SSLSocket;
  }

  int read() throws IOException {
    return in.read();
  }

  /** Up to CRLF; null at the end. */
  String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + "<bare LF>";
      }
      line.write(octet);
    }
    return null;
  }

  void write(String... lines) throws IOException {
    if (lines.length > 0) {
      out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  void hangUp(String... farewell) {
    try {
      write(farewell);
    } catch (IOException e) {
      // gone before
    }
    over.countDown();
    close();
  }

  void reset() throws IOException {
    raw.setSoLinger(true, 0);
    raw.close();
  }

  void freeze() throws IOException {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  void drip() throws IOException {
    try {
      for (int i = 0; !over.await(20, TimeUnit.MILLISECONDS); i = (i + 1) % 10) {
        out.write("250-drip\r\n".charAt(i));
        out.flush();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  void flood() throws IOException {
    byte[] lines = "250-flood\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    while (over.getCount() > 0) {
      out.write(lines);
    }
  }

  void close() {
    try {
      socket.close();
      raw.close();
    } catch (IOException e) {
      // closed anyway
    }
  }

  private void use(Socket other) throws IOException {
    socket = other;
    in = new BufferedInputStream(other.getInputStream(), 64 * 1024);
    out = other.getOutputStream();
  }
}
