package io.postweiche.core.retry;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Recipients that share a ruling, and what the relay said to them. */
final class Group {
  /** A hundred wordings of one refusal would push the rest out of the history. */
  private static final int MOST_ENTRIES = 5;

  /** A reply tells more than silence, and a verdict further up more than one further down. */
  private static final Comparator<Outcome> MOST_TELLING =
      Comparator.comparing((Outcome outcome) -> outcome.reply().code() == 0)
          .thenComparing(Outcome::verdict);

  private final List<Address> recipients = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  void add(Address recipient, Outcome outcome) {
    recipients.add(recipient);
    outcomes.add(outcome);
  }

  Step step(Ruling ruling, Mail mail, Attempt attempt, Instant next) {
    Mail part =
        mail.withEnvelope(mail.envelope().withRecipients(recipients))
            .withJourney(journey(ruling, mail.journey(), attempt));
    return switch (ruling.kind()) {
      case DELIVERED -> new Step.Delivered(part, ruling.relay());
      case ONWARD -> new Step.Onward(part, ruling.relay());
      case LATER -> new Step.Later(part, ruling.relay(), next);
      case WAITING -> new Step.Waiting(part, ruling.relay());
      case DEAD -> new Step.Dead(part, Objects.requireNonNull(ruling.dead()));
    };
  }

  private Journey journey(Ruling ruling, Journey before, Attempt attempt) {
    RelayId asked = attempt.relay();
    Outcome telling = outcomes.stream().min(MOST_TELLING).orElseThrow();
    return new Journey(
        before.acceptedAt(),
        // what is the relay's fault is not held against the mail
        before.attempt() + (ruling.kind() == Ruling.Kind.WAITING ? 0 : 1),
        ruling.relay(),
        before.pinned(),
        ruling.refused() ? Choice.withTried(before.triedRelays(), asked) : before.triedRelays(),
        telling.reply().text(),
        ruling.kind() == Ruling.Kind.DELIVERED ? null : sentence(asked, telling) + ruling.why(),
        History.join(before.history(), entries(attempt)),
        before.delayTold());
  }

  private List<HistoryEntry> entries(Attempt attempt) {
    Set<HistoryEntry> entries = new LinkedHashSet<>();
    outcomes.stream()
        .sorted(MOST_TELLING)
        .map(outcome -> entry(attempt.relay(), attempt.at(), outcome))
        .forEach(entries::add);
    return entries.stream().limit(MOST_ENTRIES).toList();
  }

  static HistoryEntry entry(RelayId relay, Instant at, Outcome outcome) {
    String said = outcome.reply().text();
    return new HistoryEntry(
        at,
        History.ATTEMPTED,
        relay.value(),
        outcome.stage().name(),
        outcome.verdict().word(),
        outcome.possibleDuplicate() ? said + "\n" + HistoryEntry.MAY_HAVE_ARRIVED : said);
  }

  /** {@code smarthost replied at RCPT (temporary): 450 4.2.0 greylisted.} */
  private static String sentence(RelayId relay, Outcome outcome) {
    String said = String.join(" / ", outcome.reply().lines());
    return relay
        + (outcome.reply().code() == 0 ? " gave no reply" : " replied")
        + (outcome.stage() == Stage.UNKNOWN ? "" : " at " + outcome.stage())
        + " ("
        + outcome.verdict().word()
        + ")"
        + (said.isEmpty() ? "." : ": " + said + (said.endsWith(".") ? "" : "."));
  }
}
