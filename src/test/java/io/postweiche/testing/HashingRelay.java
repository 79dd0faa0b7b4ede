package io.postweiche.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A relay for large mails: takes everything and keeps only a hash of each message, so that half a
 * gigabyte passes quickly and without filling the test's own memory. Messages begin with {@code
 * Received} lines, then {@link #MARK}, and have no line that begins with a dot.
 */
public final class HashingRelay implements AutoCloseable {
  /** The hash is of everything from here on. */
  public static final String MARK = "X-Mark: ";

  private static final int CHUNK = 64 * 1024;
  private static final String END = "\r\n.\r\n";

  private final List<String> hashes = new CopyOnWriteArrayList<>();
  private final LocalServer server;

  /** Listens on a port of the system's choice. */
  public HashingRelay() {
    server = new LocalServer("hashing-relay", 50, socket -> () -> serve(socket));
  }

  public int port() {
    return server.port();
  }

  /** Of every message taken, in the order of their arrival. */
  public List<String> hashes() {
    return List.copyOf(hashes);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** What the hashes are made with. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), CHUNK);
      say(socket, "220 relay.test ESMTP");
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        boolean data = line.equalsIgnoreCase("DATA");
        say(socket, data ? "354 go ahead" : "250 ok");
        if (data) {
          hashes.add(hash(in));
          say(socket, "250 taken");
        }
      }
    } catch (IOException e) {
      // the client ended it
    }
  }

  private static String hash(InputStream in) throws IOException {
    String line = line(in);
    while (!line.startsWith(MARK)) {
      line = line(in);
    }
    MessageDigest digest = digest();
    digest.update((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    byte[] chunk = new byte[CHUNK + END.length()];
    int kept = 0; // what may be the beginning of the end waits in front of the next chunk
    while (true) {
      int read = in.read(chunk, kept, CHUNK);
      if (read < 0) {
        throw new IOException("ended within the message");
      }
      int length = kept + read;
      boolean over = endsWithEnd(chunk, length);
      // the CRLF in front of the dot is the message's own
      int mine = over ? length - 3 : Math.max(0, length - END.length() + 1);
      digest.update(chunk, 0, mine);
      if (over) {
        return HexFormat.of().formatHex(digest.digest());
      }
      kept = length - mine;
      System.arraycopy(chunk, mine, chunk, 0, kept);
    }
  }

  private static boolean endsWithEnd(byte[] chunk, int length) {
    return length >= END.length()
        && new String(chunk, length - END.length(), END.length(), StandardCharsets.ISO_8859_1)
            .equals(END);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
