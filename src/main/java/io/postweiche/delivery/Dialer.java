package io.postweiche.delivery;

import io.postweiche.config.ProxySettings;
import io.postweiche.config.RelaySettings;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a connection to the first address of a relay that answers. */
final class Dialer {
  private Dialer() {}

  static RelaySocket dial(RelaySettings relay, Duration patience) throws RelayFault {
    ProxySettings proxy = relay.link().proxy();
    String host = proxy == null ? relay.host() : proxy.host();
    InetAddress local = local(relay);
    List<String> failures = new ArrayList<>();
    for (InetAddress address : addresses(relay, host)) {
      if (local != null && address.getAddress().length != local.getAddress().length) {
        failures.add(address.getHostAddress() + " is of another family than the local-address");
        continue;
      }
      try {
        return connect(relay, address, local, patience);
      } catch (IOException e) {
        failures.add(address.getHostAddress() + " " + why(e, patience));
      }
    }
    String through = proxy == null ? "" : "proxy " + proxy.host() + ":" + proxy.port() + " ";
    throw unreachable(relay, through + String.join("; ", failures));
  }

  private static InetAddress[] addresses(RelaySettings relay, String host) throws RelayFault {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw unreachable(relay, "the name '" + host + "' is not found in the DNS");
    }
  }

  private static @Nullable InetAddress local(RelaySettings relay) throws RelayFault {
    String written = relay.link().localAddress();
    try {
      return written == null ? null : InetAddress.getByName(written);
    } catch (UnknownHostException e) {
      throw unreachable(relay, "local-address " + written + " is no address");
    }
  }

  private static RelaySocket connect(
      RelaySettings relay, InetAddress address, @Nullable InetAddress local, Duration patience)
      throws IOException {
    ProxySettings proxy = relay.link().proxy();
    // Angus checks certificates against the name of this address object: it must be the configured
    // one, never what the reverse DNS says of the number
    InetAddress named = InetAddress.getByAddress(relay.host(), address.getAddress());
    RelaySocket socket = new RelaySocket(named);
    try {
      // Angus writes command by command; with Nagle a pipeline waits for delayed acknowledgements
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      bind(socket, local);
      int port = proxy == null ? relay.port() : proxy.port();
      socket.connect(new InetSocketAddress(named, port), (int) patience.toMillis());
      if (proxy != null) {
        through(proxy, relay, socket, patience);
      }
      return socket;
    } catch (IOException e) {
      socket.drop();
      throw e;
    }
  }

  private static void bind(RelaySocket socket, @Nullable InetAddress local) throws IOException {
    if (local != null) {
      try {
        socket.bind(new InetSocketAddress(local, 0));
      } catch (IOException e) {
        String address = local.getHostAddress();
        throw new IOException("local-address " + address + ": " + e.getMessage(), e);
      }
    }
  }

  private static void through(
      ProxySettings proxy, RelaySettings relay, RelaySocket socket, Duration patience)
      throws IOException {
    socket.arm(patience);
    try {
      new ProxyDialogue(proxy, socket).ask(relay.host(), relay.port());
    } catch (IOException e) {
      throw socket.expired() ? new SocketTimeoutException() : e;
    } finally {
      socket.disarm();
    }
  }

  private static String why(IOException e, Duration patience) {
    if (e instanceof SocketTimeoutException) {
      return "did not answer within " + seconds(patience);
    }
    String said = String.valueOf(e.getMessage());
    return said.equals("Connection refused") ? "refused the connection" : "failed: " + said;
  }

  static String seconds(Duration patience) {
    return patience.toMillis() < 1000 ? patience.toMillis() + " ms" : patience.toSeconds() + " s";
  }

  private static RelayFault unreachable(RelaySettings relay, String why) {
    String sentence = "cannot connect to " + relay.host() + ":" + relay.port() + ": " + why;
    return new RelayFault(RelayFault.Kind.UNREACHABLE, Stage.CONNECT, Reply.none(sentence));
  }
}
