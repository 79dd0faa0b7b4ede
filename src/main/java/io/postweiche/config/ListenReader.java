package io.postweiche.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code listen:}, and sees to it that no listener is an open relay. */
final class ListenReader {
  private static final HostPort USUAL = new HostPort("127.0.0.1", 2525);
  private static final List<Network> LOOPBACK =
      List.of(Network.of("127.0.0.0/8"), Network.of("::1"));
  private static final long MESSAGE_SIZE = 50_000_000;
  private static final Map<String, LineEndings> ENDINGS = Choices.of(LineEndings.class);
  private static final int CONNECTIONS = 1000;
  private static final int WIDEST_IPV4 = 8; // 10.0.0.0/8 is the widest private network,
  private static final int WIDEST_IPV6 = 7; // and fc00::/7: anything wider holds strangers

  private final Section section;

  private ListenReader(Section section) {
    this.section = section;
  }

  static List<ListenSettings> read(Section root, Doors doors) {
    List<ListenSettings> all = new ArrayList<>();
    for (Value item : root.items("listen")) {
      all.add(new ListenReader(Section.of(item, "listen[]", item.at())).listener(doors));
    }
    if (all.isEmpty()) {
      if (root.isHollow("listen")) {
        root.refuse("listen", "at least one listener wanted; without 'listen' it is " + USUAL);
      }
      all.add(new ListenSettings(USUAL, LOOPBACK, null, Map.of(), MESSAGE_SIZE, CONNECTIONS));
    }
    return all;
  }

  private ListenSettings listener(Doors doors) {
    if (!section.has("address")) {
      section.missing("address", "where to listen, for example 127.0.0.1:2525");
    }
    HostPort address = doors.open(section, "address", new HostPort("127.0.0.1", 0));
    ListenTls tls = ListenTlsReader.read(section);
    Map<String, PasswordHash> users = UsersReader.read(section);
    List<Network> allow = allow(address, users);
    ListenSettings listener =
        new ListenSettings(
            address,
            allow,
            tls,
            users,
            section.read("max-message-size", MESSAGE_SIZE, Sizes::of),
            section.read("max-connections", CONNECTIONS, Scalars.count(1, 100_000)),
            section.read("line-endings", LineEndings.REFUSE, Scalars.word(ENDINGS)));
    section.refuseOthers();
    tellWhoMaySend(address, tls, users);
    return listener;
  }

  private List<Network> allow(HostPort address, Map<String, PasswordHash> users) {
    List<Network> allow = new ArrayList<>();
    for (Value item : section.items("allow")) {
      Network network = item.as(Network::of);
      if (network != null && !address.isLoopback() && tooWide(network)) {
        item.refuse(
            "'"
                + network.text()
                + "' lets strangers relay through "
                + address
                + " without a login (an open relay); name your own networks");
      } else if (network != null) {
        allow.add(network);
      }
    }
    boolean local = address.isLoopback() && users.isEmpty() && !section.has("allow");
    return local ? LOOPBACK : allow;
  }

  private void tellWhoMaySend(
      HostPort address, @Nullable ListenTls tls, Map<String, PasswordHash> users) {
    boolean nobody = lacks("allow") && lacks("users");
    if (nobody && (!address.isLoopback() || section.has("allow"))) {
      section.refuse(
          "address", "who may send here? 'allow' names networks, 'users' those who log in");
    }
    if (!users.isEmpty() && tls == null && !address.isLoopback()) {
      section.warn("users", "without 'tls' their passwords cross the network unencrypted");
    }
  }

  private boolean lacks(String key) {
    return !section.has(key) || section.isHollow(key);
  }

  private static boolean tooWide(Network network) {
    return network.bits() < (network.width() == 32 ? WIDEST_IPV4 : WIDEST_IPV6);
  }
}
