package io.postweiche.app;

import io.postweiche.alert.Letter;
import io.postweiche.app.AlertChannel.Result;
import io.postweiche.app.operating.RelaySwitch;
import io.postweiche.app.station.Tables;
import io.postweiche.config.AlertSettings;
import io.postweiche.config.BounceSettings;
import io.postweiche.config.Settings;
import io.postweiche.core.alert.Bundle;
import io.postweiche.core.alert.Messenger;
import io.postweiche.core.alert.Messenger.Carrier;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.delivery.RefusalMemory;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a bundle on the mail's way, bound to a relay that it does not concern. */
record AlertMail(
    Supplier<Tables> tables,
    RelaySwitch relays,
    RefusalMemory refusals,
    ProducerTemplate producer,
    Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.alerts");

  Result send(MailId id, Bundle bundle, AlertSettings alerts, Address operator) throws IOException {
    Settings settings = tables.get().settings();
    Optional<Carrier> carrier = messenger(settings, alerts).choose(bundle.doubtful());
    if (carrier.isEmpty()) {
      LOG.warn(
          "alert {} is not mailed to {}: no relay is left that it does not concern and that works;"
              + " it stands here{} alone: {}",
          id,
          operator,
          alerts.webhook() == null ? "" : " and at the webhook",
          AlertChannel.line(bundle));
      return Result.NO_RELAY;
    }
    Letter letter =
        new Letter(
            carrier.get().sender(),
            operator,
            carrier.get().relay(),
            settings.hostname(),
            alerts.language(),
            alerts.bundle());
    store(letter.write(bundle, id, Instant.now(clock)));
    return Result.SENT;
  }

  private void store(Mail mail) throws IOException {
    Exchange done = producer.send("direct:own-mail", exchange -> exchange.getIn().setBody(mail));
    if (done.isFailed()) {
      throw new IOException("the mail could not be stored: " + done.getException());
    }
  }

  private Messenger messenger(Settings settings, AlertSettings alerts) {
    Instant now = Instant.now(clock);
    // a relay that stands still would keep the news until its own trouble is over
    List<RelayProfile> working =
        settings.profiles().stream()
            .filter(r -> relays.pause(r.id()) == null && !relays.isSuspended(r.id()))
            .toList();
    return new Messenger(
        working,
        tables.get().table(),
        from(settings, alerts),
        (relay, sender) -> refusals.refusing(sender, now).containsKey(relay));
  }

  private static Address from(Settings settings, AlertSettings alerts) {
    Address wished = alerts.from();
    BounceSettings bounces = settings.bounces();
    if (wished != null) {
      return wished;
    }
    return bounces != null
        ? bounces.from()
        : new Address("postmaster", Domain.of(settings.hostname()));
  }
}
