package io.postweiche.delivery;

import io.postweiche.config.RelayLimits;
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
    int recipients) {
  static final RelayId ID = new RelayId("test-relay");

  static Account at(int port) {
    return new Account("localhost", port, TlsMode.NONE, null, null, null, 4, 100);
  }

  Account host(String other) {
    return new Account(other, port, tls, trust, username, password, connections, recipients);
  }

  Account tls(TlsMode mode, Path authority) {
    return new Account(host, port, mode, authority, username, password, connections, recipients);
  }

  Account login(String user, String secret) {
    return new Account(host, port, tls, trust, user, secret, connections, recipients);
  }

  Account connections(int most) {
    return new Account(host, port, tls, trust, username, password, most, recipients);
  }

  Account recipients(int most) {
    return new Account(host, port, tls, trust, username, password, connections, most);
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
        new RelayLimits(connections, 0, 0, 50_000_000, recipients));
  }
}
