package io.postweiche.app.station;

import io.postweiche.bounce.Finding;
import io.postweiche.bounce.Kind;
import io.postweiche.bounce.Report;
import io.postweiche.broker.Outgoing;
import io.postweiche.config.BounceSettings;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Settings;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HeaderNote;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summaries;
import io.postweiche.core.mail.Terms;
import io.postweiche.core.retry.Patience;
import io.postweiche.core.retry.Placement;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.retry.Step;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The sender is told what became of a mail, by a mail of its own through {@code bounces}: one for
 * the recipients that fail together, one for those that wait, one for those passed on to a relay
 * that will not tell.
 */
public final class Reports {
  private final Supplier<Tables> tables;
  private final Journal journal;
  private final Traces traces;
  private final Supplier<MailId> ids;
  private final Clock clock;

  public Reports(
      Supplier<Tables> tables, Journal journal, Traces traces, Supplier<MailId> ids, Clock clock) {
    this.tables = tables;
    this.journal = journal;
    this.traces = traces;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The steps as they are to be stored: a mail whose delay is to be told now says so ever after.
   */
  List<Step> noted(List<Step> steps, Instant now) {
    if (tables.get().settings().bounces() == null) {
      return steps;
    }
    RetryPolicy policy = tables.get().settings().retry();
    return steps.stream()
        .map(
            step ->
                step instanceof Step.Later later && Patience.delayDue(step.mail(), policy, now)
                    ? new Step.Later(noted(later.mail(), now), later.relay(), later.at())
                    : step)
        .toList();
  }

  static Mail noted(Mail mail, Instant now) {
    return mail.withJourney(mail.journey().withDelayTold(now));
  }

  /**
   * The reports on these steps of one mail, placed; nothing when none is due or {@code bounces} is
   * not set.
   *
   * @param steps from {@link #noted}
   * @param told the relay tells of success itself (RFC 3461)
   */
  List<Outgoing> on(List<Step> steps, boolean told, Instant now, Exchange exchange) {
    List<Outgoing> outgoing = new ArrayList<>();
    written(steps, told, now).forEach(written -> outgoing.addAll(stored(written, exchange)));
    return outgoing;
  }

  /**
   * A report and what it is about, not yet stored.
   *
   * @param way where the report goes
   * @param what is to be told of the mail it is about
   */
  record Written(Step way, Mail about, String what) {}

  List<Written> written(List<Step> steps, boolean told, Instant now) {
    Settings settings = tables.get().settings();
    BounceSettings bounces = settings.bounces();
    List<Written> reports = new ArrayList<>();
    if (bounces != null) {
      List<Finding> findings = findings(steps, told, now, settings);
      for (Kind kind : Kind.values()) {
        written(findings.stream().filter(f -> f.kind() == kind).toList(), bounces, settings)
            .ifPresent(reports::add);
      }
    }
    return reports;
  }

  private List<Outgoing> stored(Written written, Exchange exchange) {
    journal.note(HeaderNote.NONE, exchange); // what was seen in the mail is not of the report
    List<Outgoing> outgoing =
        new ArrayList<>(journal.write(written.way(), EventType.ACCEPTED, exchange));
    String queue = outgoing.get(0).queue();
    outgoing.add(
        journal.event(
            journal.event(EventType.REPORTED, written.about(), queue, written.what()), exchange));
    return outgoing;
  }

  private Optional<Written> written(
      List<Finding> findings, BounceSettings bounces, Settings settings) {
    try {
      if (findings.isEmpty() || !Report.allowed(findings.get(0).mail())) {
        return Optional.empty();
      }
      Mail report = report(findings, bounces, settings);
      Step way = Placement.place(tables.get().decider(), report, Map.of(), Instant.now(clock));
      return Optional.of(new Written(way, about(findings), what(findings.get(0), report.id())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Finding> findings(List<Step> steps, boolean told, Instant now, Settings settings) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : steps) {
      Mail mail = step.mail();
      if (step instanceof Step.Dead dead) {
        findings.add(Finding.failed(mail, dead.reason(), relayHost(mail, settings)));
      } else if (step instanceof Step.Delivered && !told) {
        findings.add(Finding.relayed(mail, relayHost(mail, settings)));
      } else if (!(step instanceof Step.Delivered) && now.equals(mail.journey().delayTold())) {
        Instant until = Patience.until(mail, settings.retry());
        findings.add(Finding.delayed(mail, until, relayHost(mail, settings)));
      }
    }
    return findings.stream().flatMap(finding -> finding.wanted().stream()).toList();
  }

  private Mail report(List<Finding> findings, BounceSettings bounces, Settings settings)
      throws IOException {
    MailId id = ids.get();
    Instant now = Instant.now(clock);
    Mail about = findings.get(0).mail();
    Report report =
        new Report(
            bounces.from(), settings.hostname(), bounces.languages().of(about.envelope().sender()));
    Content content = report.write(findings, id, now);
    return new Mail(
        id,
        report.envelope(findings.get(0).kind(), about),
        Summaries.of(HeaderScan.read(content)),
        Journey.begin(now),
        content,
        Terms.NONE.withTrace(traces.reported(about, id, findings.get(0).kind().word())));
  }

  /** The mail with all recipients of whom is told. */
  private static Mail about(List<Finding> findings) {
    List<Address> recipients =
        findings.stream().flatMap(f -> f.mail().envelope().recipients().stream()).toList();
    Mail mail = findings.get(0).mail();
    return mail.withEnvelope(mail.envelope().withRecipients(recipients));
  }

  private static String what(Finding finding, MailId report) {
    return switch (finding.kind()) {
      case FAILED -> "reported to the sender as " + report;
      case DELAYED -> "the delay is reported to the sender as " + report;
      case RELAYED -> "passed on, reported to the sender as " + report;
    };
  }

  private static @Nullable String relayHost(Mail mail, Settings settings) {
    RelayId relay = mail.journey().relay();
    RelaySettings known = relay == null ? null : settings.relays().get(relay);
    return known == null ? null : known.host();
  }
}
