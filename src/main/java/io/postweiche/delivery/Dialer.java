package io.postweiche.delivery;

import io.postweiche.config.RelaySettings;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

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
    RelayFault last = unreachable(relay, "no address");
    for (InetAddress address : addresses) {
      try {
        return connect(relay, address, patience);
      } catch (IOException e) {
        last = unreachable(relay, why(e, address, patience));
      }
    }
    throw last;
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

  private static String why(IOException e, InetAddress address, Duration patience) {
    if (e instanceof SocketTimeoutException) {
      return address.getHostAddress() + " did not answer within " + seconds(patience);
    }
    if (e instanceof ConnectException) {
      return address.getHostAddress() + " refused the connection";
    }
    return address.getHostAddress() + ": " + e.getMessage();
  }

  static String seconds(Duration patience) {
    return patience.toMillis() < 1000 ? patience.toMillis() + " ms" : patience.toSeconds() + " s";
  }

  private static RelayFault unreachable(RelaySettings relay, String why) {
    String sentence = "cannot connect to " + relay.host() + ":" + relay.port() + ": " + why;
    return new RelayFault(RelayFault.Kind.UNREACHABLE, Stage.CONNECT, Reply.none(sentence));
  }
}
