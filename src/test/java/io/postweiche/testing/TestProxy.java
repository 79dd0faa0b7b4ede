package io.postweiche.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A small proxy on loopback, SOCKS 5 and HTTP CONNECT on one port, that wants the login {@code
 * user:pass word} when told so. Whatever name it is asked for, it connects to this machine.
 */
public final class TestProxy implements AutoCloseable {
  public static final String USER = "user";
  public static final String PASSWORD = "pass word";

  private final boolean login;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final LocalServer server;

  /** Listens on a port of the system's choice. */
  public TestProxy(boolean login) {
    this.login = login;
    server = new LocalServer("test-proxy", 50, this::taken);
  }

  public int port() {
    return server.port();
  }

  /** {@code host:port} of each way that was asked for. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private Runnable taken(Socket client) {
    open.add(client);
    return () -> serve(client);
  }

  private void serve(Socket client) {
    try {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      int first = in.readUnsignedByte();
      Socket relay = first == 5 ? socks(in, out) : http((char) first, in, out);
      if (relay == null) {
        client.close();
        return;
      }
      open.add(relay);
      LocalServer.daemon("test-proxy", () -> copy(relay, client));
      copy(client, relay);
    } catch (IOException e) {
      // the client went
    }
  }

  private Socket socks(DataInputStream in, DataOutputStream out) throws IOException {
    in.skipNBytes(in.readUnsignedByte());
    out.write(bytes(5, login ? 2 : 0));
    if (login) {
      in.readByte();
      String user = text(in);
      boolean good = user.equals(USER) & text(in).equals(PASSWORD);
      out.write(bytes(1, good ? 0 : 1));
      if (!good) {
        return null;
      }
    }
    in.readNBytes(4);
    String host = text(in);
    Socket relay = dial(host, in.readUnsignedShort());
    out.write(bytes(5, relay == null ? 5 : 0, 0, 3, 2, 'h', 'i', 0, 0));
    return relay;
  }

  private Socket http(char first, DataInputStream in, DataOutputStream out) throws IOException {
    StringBuilder header = new StringBuilder().append(first);
    while (header.indexOf("\r\n\r\n") < 0) {
      header.append((char) in.readUnsignedByte());
    }
    String pair = USER + ":" + PASSWORD;
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    if (login && header.indexOf("Proxy-Authorization: " + wanted + "\r\n") < 0) {
      out.writeBytes("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return null;
    }
    String target = header.toString().split(" ")[1];
    int colon = target.lastIndexOf(':');
    Socket relay = dial(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
    String answer = relay == null ? "502 Bad Gateway" : "200 Connection established\r\nVia: test";
    out.writeBytes("HTTP/1.1 " + answer + "\r\n\r\n");
    return relay;
  }

  private Socket dial(String host, int port) {
    asked.add(host + ":" + port);
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      return null;
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return bytes;
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one side went
    }
  }
}
