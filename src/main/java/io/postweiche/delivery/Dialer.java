package io.postweiche.delivery;

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

/** Opens a connection to the first address of a relay that answers. */
final class Dialer {
  private Dialer() {}

  static RelaySocket dial(RelaySettings relay, Duration patience) throws RelayFault {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(relay.host());
    } catch (UnknownHostException e) {
      throw unreachable(relay, "the name '" + relay.host() + "' is not found in the DNS");
    }
    List<String> failures = new ArrayList<>();
    for (InetAddress address : addresses) {
      try {
        return connect(relay, address, patience);
      } catch (IOException e) {
        failures.add(address.getHostAddress() + " " + why(e, patience));
      }
    }
    throw unreachable(relay, String.join("; ", failures));
  }

  private static RelaySocket connect(RelaySettings relay, InetAddress address, Duration patience)
      throws IOException {
    // Angus checks certificates against the name of this address object: it must be the configured
    // one, never what the reverse DNS says of the number
    InetAddress named = InetAddress.getByAddress(relay.host(), address.getAddress());
    RelaySocket socket = new RelaySocket();
    try {
      // Angus writes command by command; with Nagle a pipeline waits for delayed acknowledgements
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(new InetSocketAddress(named, relay.port()), (int) patience.toMillis());
      return socket;
    } catch (IOException e) {
      socket.drop();
      throw e;
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
