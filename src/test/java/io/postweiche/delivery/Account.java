package io.postweiche.delivery;

import io.postweiche.config.RelayLimits;
import io.postweiche.config.RelayLink;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Secret;
import io.postweiche.config.TlsMode;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.SenderRule;
import java.nio.file.Path;

/** Settings of a relay account on loopback. */
record Account(
    String host,
    int port,
    TlsMode tls,
    Path trust,
    String username,
    String password,
    int connections,
    int recipients,
    RelayLink link) {
  static final RelayId ID = new RelayId("test-relay");

  static Account at(int port) {
    return new Account("localhost", port, TlsMode.NONE, null, null, null, 4, 100, RelayLink.PLAIN);
  }

  Account host(String other) {
    return new Account(other, port, tls, trust, username, password, connections, recipients, link);
  }

  Account tls(TlsMode mode, Path authority) {
    return new Account(
        host, port, mode, authority, username, password, connections, recipients, link);
  }

  Account login(String user, String secret) {
    return new Account(host, port, tls, trust, user, secret, connections, recipients, link);
  }

  Account connections(int most) {
    return new Account(host, port, tls, trust, username, password, most, recipients, link);
  }

  Account recipients(int most) {
    return new Account(host, port, tls, trust, username, password, connections, most, link);
  }

  Account link(RelayLink other) {
    return new Account(host, port, tls, trust, username, password, connections, recipients, other);
  }

  RelaySettings settings() {
    return new RelaySettings(
        ID,
        null,
        host,
        port,
        tls,
        trust,
        username,
        password == null ? null : new Secret(password),
        new RelayProfile(ID, new SenderRule.Any(), true, 50_000_000, recipients),
        new RelayLimits(connections, 0, 0, 50_000_000, recipients),
        link);
  }
}
