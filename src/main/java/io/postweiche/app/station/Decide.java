package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.retry.Placement;
import io.postweiche.core.retry.Step;
import io.postweiche.delivery.RefusalMemory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Where a mail goes: the queue of the first relay that may carry it, or the dead letters with a
 * report.
 */
public final class Decide {
  private final Supplier<Tables> tables;
  private final RefusalMemory refusals;
  private final Journal journal;
  private final Reports reports;
  private final Traces traces;
  private final Clock clock;

  public Decide(
      Supplier<Tables> tables,
      RefusalMemory refusals,
      Journal journal,
      Reports reports,
      Traces traces,
      Clock clock) {
    this.tables = tables;
    this.refusals = refusals;
    this.journal = journal;
    this.reports = reports;
    this.traces = traces;
    this.clock = clock;
  }

  public List<Outgoing> place(Mail mail, Exchange exchange) {
    Instant now = Instant.now(clock);
    Step step =
        Placement.place(
            tables.get().decider(), mail, refusals.refusing(mail.envelope().sender(), now), now);
    traces.decided(mail, step, now);
    boolean fresh = mail.journey().attempt() == 0 && mail.journey().relay() == null;
    List<Outgoing> outgoing =
        new ArrayList<>(
            journal.write(step, fresh ? EventType.ACCEPTED : EventType.MOVED, exchange));
    outgoing.addAll(reports.on(List.of(step), true, now, exchange));
    return outgoing;
  }
}
