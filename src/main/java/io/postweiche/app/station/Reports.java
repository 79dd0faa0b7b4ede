package io.postweiche.app.station;

import io.postweiche.bounce.NonDelivery;
import io.postweiche.broker.Outgoing;
import io.postweiche.config.BounceSettings;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Settings;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summaries;
import io.postweiche.core.retry.Placement;
import io.postweiche.core.retry.Step;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The sender is told what could not be delivered, by a mail of its own through {@code bounces}. */
public final class Reports {
  private final Supplier<Tables> tables;
  private final Journal journal;
  private final Supplier<MailId> ids;
  private final Clock clock;

  public Reports(Supplier<Tables> tables, Journal journal, Supplier<MailId> ids, Clock clock) {
    this.tables = tables;
    this.journal = journal;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The report on a dead letter, placed; nothing when none is due or {@code bounces} is not set.
   */
  public List<Outgoing> on(Step.Dead dead, Exchange exchange) {
    Settings settings = tables.get().settings();
    BounceSettings bounces = settings.bounces();
    try {
      if (bounces == null || !NonDelivery.due(dead.mail())) {
        return List.of();
      }
      Mail report = report(dead, bounces, settings);
      Step way = Placement.place(tables.get().decider(), report, Map.of(), Instant.now(clock));
      List<Outgoing> outgoing = new ArrayList<>(journal.write(way, EventType.ACCEPTED, exchange));
      String queue = outgoing.get(0).queue();
      outgoing.add(
          journal.event(
              journal.event(
                  EventType.REPORTED,
                  dead.mail(),
                  queue,
                  "reported to the sender as " + report.id()),
              exchange));
      return outgoing;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Mail report(Step.Dead dead, BounceSettings bounces, Settings settings)
      throws IOException {
    MailId id = ids.get();
    Instant now = Instant.now(clock);
    NonDelivery nonDelivery = new NonDelivery(bounces.from(), settings.hostname());
    Content content =
        nonDelivery.report(dead.mail(), dead.reason(), relayHost(dead.mail(), settings), id, now);
    return new Mail(
        id,
        nonDelivery.envelope(dead.mail()),
        Summaries.of(HeaderScan.read(content)),
        Journey.begin(now),
        content);
  }

  private static @Nullable String relayHost(Mail mail, Settings settings) {
    RelayId relay = mail.journey().relay();
    RelaySettings known = relay == null ? null : settings.relays().get(relay);
    return known == null ? null : known.host();
  }
}
