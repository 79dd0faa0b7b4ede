package io.postweiche.app;

import io.postweiche.app.lane.Admission;
import io.postweiche.app.lane.Lanes;
import io.postweiche.app.station.Aside;
import io.postweiche.app.station.Decide;
import io.postweiche.app.station.Departure;
import io.postweiche.app.station.Destinations;
import io.postweiche.app.station.FairShare;
import io.postweiche.app.station.Journal;
import io.postweiche.app.station.Normalise;
import io.postweiche.app.station.Posts;
import io.postweiche.app.station.Repeats;
import io.postweiche.app.station.Reports;
import io.postweiche.app.station.Settle;
import io.postweiche.app.station.Tables;
import io.postweiche.app.station.Traces;
import io.postweiche.app.station.Trouble;
import io.postweiche.broker.Answers;
import io.postweiche.broker.Broker;
import io.postweiche.broker.MailMessages;
import io.postweiche.broker.SeenKeys;
import io.postweiche.broker.WaitingMail;
import io.postweiche.config.ListenSettings;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Timing;
import io.postweiche.core.reply.Attempt;
import io.postweiche.delivery.RefusalMemory;
import io.postweiche.jms.PostReader;
import io.postweiche.spool.Spool;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The beans of the mail's way, by the names that {@code routes/} uses. */
record Stations(
    Supplier<Tables> tables,
    RefusalMemory refusals,
    Journal journal,
    Traces traces,
    FairShare shares,
    Supplier<MailId> ids,
    Lanes lanes,
    BiConsumer<Attempt, Timing> attempts,
    Clock clock) {
  Reports reports() {
    return new Reports(tables, journal, traces, ids, clock);
  }

  /** Beside the routes: what becomes of mail that none of them moves. */
  Aside aside(WaitingMail waiting) {
    return new Aside(waiting, reports(), journal, shares);
  }

  Map<String, Object> beans(Spool spool, MailMessages messages, Broker broker) {
    Normalise normalise = new Normalise(tables, journal, traces, clock.getZone());
    PostReader reader = new PostReader(spool, tables.get().settings().hostname(), largestPost());
    Repeats repeats = new Repeats(new SeenKeys(broker), journal, clock);
    Reports reports = reports();
    return Map.of(
        "admission", new Admission(lanes, shares, attempts),
        "mail-messages", messages,
        "outgoing", new Destinations(),
        "answers", new Answers(broker.connections()),
        "normalise", normalise,
        "posts", new Posts(reader, normalise, repeats, journal, ids, tables, clock),
        "decide", new Decide(tables, refusals, journal, reports, traces, clock),
        "departure", new Departure(tables, refusals, journal, shares, clock),
        "settle",
            new Settle(
                tables,
                refusals,
                journal,
                reports,
                traces,
                clock,
                () -> ThreadLocalRandom.current().nextDouble()),
        "trouble", new Trouble());
  }

  /** What may be posted is as large as what the most generous SMTP listener takes. */
  private long largestPost() {
    return tables.get().settings().listen().stream()
        .mapToLong(ListenSettings::maxMessageSize)
        .max()
        .orElse(50_000_000L);
  }
}
