package io.postweiche.sandbox;

import io.postweiche.config.RelayLimits;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Secret;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.SenderRule;

/** Relay accounts of example.de for tests. */
final class Relays {
  static final String USER = "relay@example.de";
  static final String PASSWORD = "gehe1m & mehr";
  static final long LARGEST = 2_000_000;

  private Relays() {}

  /** An account that takes senders of example.de only, and no null sender. */
  static RelaySettings account(String name, String provider, TlsMode tls) {
    return relay(name, provider, tls, new SenderRule.OfDomain(Domain.of("example.de")), false);
  }

  static RelaySettings open(String name, TlsMode tls) {
    return relay(name, null, tls, new SenderRule.Any(), true);
  }

  static RelaySettings relay(
      String name, String provider, TlsMode tls, SenderRule rule, boolean nullSender) {
    RelayId id = new RelayId(name);
    return new RelaySettings(
        id,
        provider,
        "smtp.example.net",
        587,
        tls,
        null,
        USER,
        new Secret(PASSWORD),
        new RelayProfile(id, rule, nullSender, LARGEST, 3),
        new RelayLimits(4, 0, 0, LARGEST, 3));
  }

  static RelaySettings withoutLogin(String name) {
    RelaySettings relay = open(name, TlsMode.NONE);
    return new RelaySettings(
        relay.id(),
        null,
        relay.host(),
        25,
        TlsMode.NONE,
        null,
        null,
        null,
        relay.profile(),
        relay.limits());
  }
}
