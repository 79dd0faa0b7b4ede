package io.postweiche.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summary;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.Decision.Candidate;
import io.postweiche.core.routing.Decision.Skipped;
import io.postweiche.core.routing.Decision.Why;
import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A mail, relays and a small table to decide by, for the tests of this package. */
final class Fixtures {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  static final RelayId IONOS = new RelayId("ionos");
  static final RelayId SMART = new RelayId("smarthost");
  static final RelayId THIRD = new RelayId("third");
  static final Address ANNA = Address.of("anna@example.org");
  static final Address BEN = Address.of("ben@example.org");
  static final Address CARL = Address.of("carl@example.net");
  static final Reply GREYLISTED = Reply.of("450 4.2.0 Greylisted");
  static final Reply NOT_ALLOWED =
      Reply.of(
          "550-Requested action not taken: mailbox unavailable\n"
              + "550 Sender address is not allowed.");

  static final Instant LATER = NOON.plusSeconds(5);
  static final Reply OK = Reply.of("250 2.0.0 ok id=1");
  static final Reply UNKNOWN_USER = Reply.of("550 5.1.1 user unknown");

  private Fixtures() {}

  /** Candidates in this order, each with the largest mail it takes. */
  record Table(Map<RelayId, Long> limits, List<RelayId> relays) implements Decider {
    static Table of(RelayId... relays) {
      return new Table(Map.of(), List.of(relays));
    }

    @Override
    public Decision decide(Question question) {
      List<Candidate> candidates = new ArrayList<>();
      List<Skipped> skipped = new ArrayList<>();
      for (RelayId relay : relays) {
        if (question.pinned() != null && !question.pinned().equals(relay)) {
          skipped.add(new Skipped(relay, Why.NOT_CHOSEN, "another one was chosen"));
        } else if (question.tried().contains(relay)) {
          skipped.add(new Skipped(relay, Why.TRIED, "it refused this mail"));
        } else if (question.remembered().containsKey(relay)) {
          skipped.add(new Skipped(relay, Why.REMEMBERED_REFUSAL, question.remembered().get(relay)));
        } else if (question.size() > limits.getOrDefault(relay, Long.MAX_VALUE)) {
          skipped.add(new Skipped(relay, Why.TOO_LARGE, "it takes smaller mail only"));
        } else {
          candidates.add(new Candidate(relay, question.sender(), null, "listed"));
        }
      }
      Route route = new Route(SenderPattern.of("*"), relays, new EnvelopeFrom.Keep(), null, 7);
      return new Decision(relays.isEmpty() ? null : route, candidates, skipped);
    }
  }

  static Mail mail(RelayId at, Address... recipients) {
    return new Mail(
        new MailId("mail00000001"),
        Envelope.of(Address.of("vertrieb@meinefirma.de"), List.of(recipients)),
        Summary.NONE,
        Journey.begin(NOON).withRelay(at),
        Content.of(new byte[1000]));
  }

  static Mail with(Mail mail, HistoryEntry... entries) {
    return mail.withJourney(mail.journey().withHistory(List.of(entries)));
  }

  static Mail pinned(Mail mail, RelayId relay) {
    Journey j = mail.journey();
    return mail.withJourney(
        new Journey(
            j.acceptedAt(),
            j.attempt(),
            j.relay(),
            relay,
            j.triedRelays(),
            j.lastReply(),
            j.reason(),
            j.history()));
  }

  static HistoryEntry attempted(Instant at, RelayId relay, Verdict verdict) {
    return new HistoryEntry(at, "attempted", relay.value(), "RCPT", verdict.word(), "450 x");
  }

  static HistoryEntry replayed(Instant at) {
    return new HistoryEntry(at, "replayed", null, null, null, "by ops");
  }

  static Outcome outcome(Address recipient, Verdict verdict, Reply reply) {
    return new Outcome(recipient, verdict, Stage.RCPT, reply, "a-rule", false);
  }

  static Attempt attempt(RelayId relay, Instant at, Outcome... outcomes) {
    return new Attempt(relay, at, List.of(outcomes));
  }

  static List<Step> settle(Decider table, Mail mail, Instant now, Outcome... outcomes) {
    RelayId at = mail.journey().relay();
    return new Settlement(table, RetryPolicy.DEFAULT)
        .settle(mail, attempt(at, now, outcomes), Map.of(), false, now, 0.5);
  }

  static Step only(Decider table, Mail mail, Instant now, Outcome... outcomes) {
    List<Step> steps = settle(table, mail, now, outcomes);
    assertThat(steps).hasSize(1);
    return steps.get(0);
  }

  static Step one(Decider table, Mail mail, Instant now, Verdict verdict, Reply reply) {
    return only(table, mail, now, outcome(ANNA, verdict, reply));
  }
}
