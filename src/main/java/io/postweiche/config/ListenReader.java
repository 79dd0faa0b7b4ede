package io.postweiche.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code listen:}, and sees to it that no listener is an open relay. */
final class ListenReader {
  private static final HostPort USUAL = new HostPort("127.0.0.1", 2525);
  private static final List<AllowedNetwork> LOOPBACK =
      List.of(
          new AllowedNetwork(Network.of("127.0.0.0/8"), AllowedSenders.ANY),
          new AllowedNetwork(Network.of("::1"), AllowedSenders.ANY));
  private static final Map<String, LineEndings> ENDINGS = Choices.of(LineEndings.class);

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
      all.add(
          new ListenSettings(
              USUAL,
              LOOPBACK,
              null,
              Map.of(),
              ListenLimits.STANDARD,
              List.of(),
              false,
              LineEndings.REFUSE));
    }
    return all;
  }

  private ListenSettings listener(Doors doors) {
    if (!section.has("address")) {
      section.missing("address", "where to listen, for example 127.0.0.1:2525");
    }
    HostPort address = doors.open(section, "address", new HostPort("127.0.0.1", 0));
    ListenTls tls = ListenTlsReader.read(section);
    boolean certificates = tls != null && tls.clientCa() != null;
    Map<String, ListenUser> users = new ListenUsersReader(certificates).read(section);
    List<Network> proxies = proxies();
    // behind a proxy a client's address is never this machine's, however local the listener
    boolean local = address.isLoopback() && proxies.isEmpty();
    List<AllowedNetwork> allow = new AllowReader(address, !local).read(section);
    boolean untold = address.isLoopback() && users.isEmpty() && !section.has("allow");
    ListenSettings listener =
        new ListenSettings(
            address,
            untold && !certificates ? LOOPBACK : allow,
            tls,
            users,
            limits(),
            proxies,
            section.read("auth-without-tls", false, Scalars::flag),
            section.read("line-endings", LineEndings.REFUSE, Scalars.word(ENDINGS)));
    section.refuseOthers();
    if (!certificates) {
      tellNobody(address);
    }
    tellClearPasswords(listener, local);
    return listener;
  }

  private ListenLimits limits() {
    ListenLimits usual = ListenLimits.STANDARD;
    long messageSize = section.read("max-message-size", usual.messageSize(), Sizes::of);
    return new ListenLimits(
        messageSize,
        section.read("max-connections", usual.connections(), Scalars.count(1, 100_000)),
        section.find("max-connections-per-address", Scalars.count(1, 100_000)),
        bytes(messageSize),
        section.read("max-messages", usual.messages(), Scalars.count(1, 1_000_000)),
        section.read("max-recipients", usual.recipients(), Scalars.count(1, 100_000)));
  }

  // with less, the largest message taken would be the last of every connection, or not even that
  private long bytes(long messageSize) {
    long bytes =
        section.read("max-bytes", Math.max(messageSize, ListenLimits.STANDARD.bytes()), Sizes::of);
    if (bytes < messageSize) {
      section.refuse("max-bytes", "less than 'max-message-size' (" + messageSize + " bytes)");
    }
    return bytes;
  }

  private List<Network> proxies() {
    List<Network> proxies = new ArrayList<>();
    for (Value item : section.items("proxy-protocol")) {
      Network network = item.as(Network::of);
      if (network != null && AllowReader.tooWide(network)) {
        item.refuse(
            "'"
                + network.text()
                + "' lets strangers claim any address by the PROXY protocol; name your proxies");
      } else if (network != null) {
        proxies.add(network);
      }
    }
    return proxies;
  }

  private void tellNobody(HostPort address) {
    boolean nobody = lacks("allow") && lacks("users");
    if (nobody && (!address.isLoopback() || section.has("allow"))) {
      section.refuse(
          "address", "who may send here? 'allow' names networks, 'users' those who log in");
    }
  }

  private void tellClearPasswords(ListenSettings listener, boolean local) {
    @Nullable ListenTls tls = listener.tls();
    if (listener.users().isEmpty() || local || (tls != null && tls.required())) {
      return;
    }
    if (listener.authWithoutTls()) {
      section.warn("users", "without 'tls' their passwords cross the network unencrypted");
    } else if (tls == null) {
      section.warn(
          "users",
          "without 'tls' nobody beyond this machine can log in;"
              + " 'auth-without-tls: true' would let passwords cross the network unencrypted");
    }
  }

  private boolean lacks(String key) {
    return !section.has(key) || section.isHollow(key);
  }
}
