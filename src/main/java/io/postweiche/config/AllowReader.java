package io.postweiche.config;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code allow:} of a listener: networks, each alone or with the senders it may use. */
final class AllowReader {
  private static final int WIDEST_IPV4 = 8; // 10.0.0.0/8 is the widest private network,
  private static final int WIDEST_IPV6 = 7; // and fc00::/7: anything wider holds strangers

  private final HostPort address;
  private final boolean reachable;

  /**
   * A reader.
   *
   * @param reachable whether strangers reach the listener, so that a wide network is an open relay
   */
  AllowReader(HostPort address, boolean reachable) {
    this.address = address;
    this.reachable = reachable;
  }

  List<AllowedNetwork> read(Section listener) {
    List<AllowedNetwork> allow = new ArrayList<>();
    for (Value item : listener.items("allow")) {
      if (item.isMapping()) {
        full(item, allow);
      } else {
        network(item, AllowedSenders.ANY, allow);
      }
    }
    return allow;
  }

  static boolean tooWide(Network network) {
    return network.bits() < (network.width() == 32 ? WIDEST_IPV4 : WIDEST_IPV6);
  }

  private void full(Value item, List<AllowedNetwork> allow) {
    Section section = Section.of(item, "listen[].allow[]", item.at());
    Value network = section.find("network");
    AllowedSenders senders = Patterns.allowed(section.find("senders"));
    section.refuseOthers();
    if (network == null) {
      section.missing("network", "whose clients may send, for example 10.0.0.0/8");
    } else {
      network(network, senders, allow);
    }
  }

  private void network(Value value, AllowedSenders senders, List<AllowedNetwork> allow) {
    Network network = value.as(Network::of);
    if (network != null && reachable && tooWide(network)) {
      value.refuse(
          "'"
              + network.text()
              + "' lets strangers relay through "
              + address
              + " without a login (an open relay); name your own networks");
    } else if (network != null) {
      allow.add(new AllowedNetwork(network, senders));
    }
  }
}
