package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Queues;
import io.postweiche.broker.WaitingMail;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.retry.Patience;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.retry.Step;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells the senders of mail that has lain in a relay's queue for {@code warn-after}. The mail comes
 * to the end of its queue again, saying that it was told of, in the transaction of the report.
 */
public final class Delays {
  /** A look ends after so many of a queue; the next one goes on. */
  private static final int MOST = 500;

  private final WaitingMail waiting;
  private final Reports reports;
  private final Journal journal;
  private final FairShare shares;
  private final Supplier<Tables> tables;
  private final Clock clock;

  public Delays(
      WaitingMail waiting,
      Reports reports,
      Journal journal,
      FairShare shares,
      Supplier<Tables> tables,
      Clock clock) {
    this.waiting = waiting;
    this.reports = reports;
    this.journal = journal;
    this.shares = shares;
    this.tables = tables;
    this.clock = clock;
  }

  /** Looks through the head of one queue of a relay. */
  public void tell(RelayId relay, String queue) throws IOException {
    RetryPolicy policy = tables.get().settings().retry();
    Instant now = Instant.now(clock);
    for (MailId id : waiting.untold(queue, mail -> Patience.tried(mail, policy, now), MOST)) {
      List<MailEvent> events = new ArrayList<>();
      if (waiting.rewrite(queue, id, mail -> told(mail, relay, queue, now, events))) {
        events.forEach(journal::tell); // it is committed now
      }
    }
  }

  private List<Outgoing> told(
      Mail mail, RelayId relay, String here, Instant now, List<MailEvent> events) {
    List<Outgoing> outgoing = new ArrayList<>();
    Mail noted = Reports.noted(mail, now);
    outgoing.add(new Outgoing.Stored(here, noted, null));
    for (Reports.Written report :
        reports.written(List.of(new Step.Onward(noted, relay)), true, now)) {
      Mail written = report.way().mail();
      boolean dead = report.way() instanceof Step.Dead;
      String queue = queue(report.way());
      outgoing.add(new Outgoing.Stored(queue, written, null));
      events.add(
          journal.event(
              dead ? EventType.DEAD : EventType.ACCEPTED,
              written,
              queue,
              written.journey().reason()));
      events.add(journal.event(EventType.REPORTED, report.about(), queue, report.what()));
    }
    events.forEach(event -> outgoing.add(new Outgoing.Event(event)));
    return outgoing;
  }

  private String queue(Step way) {
    return way instanceof Step.Onward onward
        ? shares.join(onward.relay(), onward.mail())
        : Queues.of(((Step.Dead) way).reason());
  }
}
