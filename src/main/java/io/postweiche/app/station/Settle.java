package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Step;
import io.postweiche.delivery.OutgoingMail;
import io.postweiche.delivery.RefusalMemory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** What an attempt means: for each recipient a step, for the refused a report, for us a memory. */
public final class Settle {
  private final Supplier<Tables> tables;
  private final RefusalMemory refusals;
  private final Journal journal;
  private final Reports reports;
  private final Traces traces;
  private final Clock clock;
  private final DoubleSupplier random;

  public Settle(
      Supplier<Tables> tables,
      RefusalMemory refusals,
      Journal journal,
      Reports reports,
      Traces traces,
      Clock clock,
      DoubleSupplier random) {
    this.tables = tables;
    this.refusals = refusals;
    this.journal = journal;
    this.reports = reports;
    this.traces = traces;
    this.clock = clock;
    this.random = random;
  }

  public List<Outgoing> outcome(
      OutgoingMail sent,
      @ExchangeProperty("mail") Mail mail,
      @ExchangeProperty("paused") boolean paused,
      Exchange exchange) {
    Attempt attempt = sent.attempt();
    traces.attempted(mail, attempt, exchange);
    Instant now = Instant.now(clock);
    remember(attempt, mail, now);
    var remembered = refusals.refusing(mail.envelope().sender(), now);
    List<Step> steps =
        reports.noted(
            tables
                .get()
                .settlement()
                .settle(mail, attempt, remembered, paused, now, random.getAsDouble()),
            now);
    List<Outgoing> outgoing = new ArrayList<>();
    for (Step step : steps) {
      outgoing.addAll(
          journal.write(step, moving(step, attempt), mayHaveArrived(step, attempt), exchange));
    }
    outgoing.addAll(reports.on(steps, sent.tellsOfSuccess(), now, exchange));
    return outgoing;
  }

  /** A step onward is told by its cause: the relay refused the mail, or has failed for too long. */
  private static EventType moving(Step step, Attempt attempt) {
    return step.mail().journey().triedRelays().contains(attempt.relay())
        ? EventType.REFUSED
        : EventType.MOVED;
  }

  private static boolean mayHaveArrived(Step step, Attempt attempt) {
    Set<Address> concerned = Set.copyOf(step.mail().envelope().recipients());
    return attempt.outcomes().stream()
        .anyMatch(o -> o.possibleDuplicate() && concerned.contains(o.recipient()));
  }

  /**
   * A refused sender is the account's rule for the whole domain, so following mail skips the pair.
   * At the end of data the header From may be what was refused: remembered only when it is of the
   * same domain.
   */
  private void remember(Attempt attempt, Mail mail, Instant now) {
    Address sender = mail.envelope().sender();
    for (Outcome outcome : attempt.outcomes()) {
      if (outcome.verdict() == Verdict.SENDER_NOT_ALLOWED && concernsTheDomain(outcome, mail)) {
        refusals.remember(
            sender,
            attempt.relay(),
            "at " + now.truncatedTo(ChronoUnit.SECONDS) + ": " + outcome.reply().lastLine(),
            now.plus(tables.get().settings().retry().rememberRefusal()));
        return;
      }
    }
  }

  private static boolean concernsTheDomain(Outcome outcome, Mail mail) {
    Address headerFrom = mail.summary().headerFrom();
    return outcome.stage() != Stage.EOD
        || headerFrom == null
        || Objects.equals(headerFrom.domain(), mail.envelope().sender().domain());
  }
}
