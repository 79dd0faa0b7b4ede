package io.postweiche.alert;

import io.postweiche.core.alert.Alert;
import io.postweiche.core.alert.Bundle;
import io.postweiche.core.alert.Bundler;
import io.postweiche.core.alert.Cause;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;

/** Bundles for tests. */
final class Bundles {
  static final Instant AT = Instant.parse("2026-11-28T07:00:00Z");
  private static final RelayId IONOS = new RelayId("ionos");

  private Bundles() {}

  /** One of each cause, and five refused senders. */
  static Bundle some() {
    Bundler bundler = new Bundler();
    for (int i = 1; i <= 5; i++) {
      bundler.add(
          new Alert(
              Cause.SENDER_REFUSED,
              AT.plusSeconds(i),
              IONOS,
              "firma.de",
              null,
              new MailId("MAIL0000000" + i),
              "550 Sender address is not allowed"));
    }
    bundler.add(
        new Alert(
            Cause.LOGIN_REFUSED, AT, new RelayId("smarthost"), null, null, null, "535 5.7.8 no"));
    bundler.add(dead(DeadReason.UNROUTABLE, null, "x.de"));
    bundler.add(dead(DeadReason.EXPIRED, IONOS, null));
    bundler.add(dead(DeadReason.EXPIRED, IONOS, "[127.0.0.1]"));
    return bundler.rest().orElseThrow();
  }

  static Bundle one() {
    Bundler bundler = new Bundler();
    bundler.add(dead(DeadReason.UNROUTABLE, null, "x.de"));
    return bundler.rest().orElseThrow();
  }

  private static Alert dead(DeadReason reason, RelayId relay, String domain) {
    return new Alert(
        Cause.DEAD_LETTER, AT, relay, domain, reason, new MailId("DEAD00000001"), "No line fits.");
  }
}
