package io.postweiche.app.station;

import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Timing;
import io.postweiche.core.mail.TraceContext;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Step;
import io.postweiche.tracing.StepKind;
import io.postweiche.tracing.TracedStep;
import io.postweiche.tracing.Tracing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a mail's way as spans of one trace: the application's, or one that begins here. The
 * mail carries the span of its acceptance, so that attempts days later and after a restart belong
 * to it. Replies are told by their codes only: their texts like to quote addresses.
 *
 * @param tracing null when nobody wants traces; then a mail keeps what its application gave it
 */
public record Traces(@Nullable Tracing tracing, Clock clock) {
  private record Kind(Verdict verdict, String stage, int code) {}

  /** The mail as it is to be stored; its acceptance ends with the exchange. */
  Mail accepted(Mail mail, Origin origin, Exchange exchange) {
    if (tracing == null) {
      return mail;
    }
    TraceContext parent = mail.terms().trace();
    TracedStep step =
        begin(tracing, StepKind.ACCEPT, mail, parent, mail.journey().acceptedAt())
            .with("protocol", origin.protocol())
            .with("size", mail.content().size());
    Afterwards.committed(exchange, () -> step.end(Instant.now(clock)));
    Afterwards.rolledBack(exchange, () -> step.failed("not stored").end(Instant.now(clock)));
    return mail.withTerms(mail.terms().withTrace(step.context()));
  }

  /** Where the mail goes, decided since {@code began}. */
  void decided(Mail mail, Step step, Instant began) {
    if (tracing == null) {
      return;
    }
    TracedStep traced = begin(tracing, StepKind.DECIDE, mail, mail.terms().trace(), began);
    if (step instanceof Step.Onward onward) {
      traced.with("relay", onward.relay().value());
    } else if (step instanceof Step.Dead dead) {
      traced.with("reason", dead.reason().word()).failed("no relay may carry it");
    }
    traced.end(Instant.now(clock));
  }

  /** An attempt that has just ended. */
  void attempted(Mail mail, Attempt attempt, Exchange exchange) {
    if (tracing == null) {
      return;
    }
    Instant end = Instant.now(clock);
    Timing timing = Stopwatch.timing(exchange);
    Instant start = timing == null ? end : end.minus(timing.attempt());
    TracedStep step =
        begin(tracing, StepKind.DELIVER, mail, mail.terms().trace(), start)
            .with("relay", attempt.relay().value())
            .with("attempt", mail.journey().attempt() + 1L);
    if (timing != null) {
      step.with("turn.ms", timing.turn().toMillis())
          .with("connection.ms", timing.connection().toMillis());
    }
    outcomes(step, attempt);
    step.end(end);
  }

  /** The sender is told; gives what the report's own way belongs to. */
  @Nullable TraceContext reported(Mail about, MailId report, String kind) {
    TraceContext parent = about.terms().trace();
    if (tracing == null) {
      return parent;
    }
    Instant now = Instant.now(clock);
    TracedStep step =
        begin(tracing, StepKind.REPORT, about, parent, now)
            .with("report.id", report.value())
            .with("report.kind", kind);
    step.end(Instant.now(clock));
    return step.context();
  }

  private static TracedStep begin(
      Tracing tracing, StepKind kind, Mail mail, @Nullable TraceContext parent, Instant at) {
    TracedStep step =
        tracing
            .begin(kind, parent, at)
            .with("mail.id", mail.id().value())
            .with("recipients.count", mail.envelope().recipients().size());
    return tracing.addresses() ? withAddresses(step, mail.envelope()) : step;
  }

  private static TracedStep withAddresses(TracedStep step, Envelope envelope) {
    List<String> recipients =
        envelope.recipients().stream().limit(100).map(String::valueOf).toList();
    return step.with("sender", envelope.sender().toString()).with("recipients", recipients);
  }

  /** One outcome is told as the step's own; several as events of it. */
  private static void outcomes(TracedStep step, Attempt attempt) {
    Map<Kind, Long> kinds =
        attempt.outcomes().stream()
            .collect(Collectors.groupingBy(Traces::kind, Collectors.counting()));
    if (kinds.size() == 1) {
      Kind only = kinds.keySet().iterator().next();
      step.with("verdict", only.verdict().word())
          .with("stage", only.stage())
          .with("reply.code", only.code());
    } else {
      step.with("verdict", "mixed");
      kinds.forEach(
          (kind, count) -> step.outcome(kind.verdict().word(), kind.stage(), kind.code(), count));
    }
    if (kinds.keySet().stream().anyMatch(kind -> kind.verdict() != Verdict.DELIVERED)) {
      step.failed(kinds.size() == 1 ? kinds.keySet().iterator().next().verdict().word() : "mixed");
    }
  }

  private static Kind kind(Outcome outcome) {
    return new Kind(outcome.verdict(), outcome.stage().name(), outcome.reply().code());
  }
}
