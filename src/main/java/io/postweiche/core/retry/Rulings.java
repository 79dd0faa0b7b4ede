package io.postweiche.core.retry;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.pause.Symptom;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Ruling.Kind;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.RelayId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The law of one attempt: which ruling each outcome gets. */
final class Rulings {
  private final RetryPolicy policy;
  private final Mail mail;
  private final RelayId relay;
  private final boolean paused;
  private final Instant now;
  private final Supplier<Choice> afterRefusal;
  private final Supplier<Choice> afterFailure;

  Rulings(
      Decider decider,
      RetryPolicy policy,
      Mail mail,
      RelayId relay,
      Map<RelayId, String> remembered,
      boolean paused,
      Instant now) {
    this.policy = policy;
    this.mail = mail;
    this.relay = relay;
    this.paused = paused;
    this.now = now;
    this.afterRefusal = () -> Choice.of(decider, mail, remembered, relay);
    this.afterFailure = () -> Choice.of(decider, mail, remembered);
  }

  Ruling of(Outcome outcome) {
    return switch (outcome.verdict().fate()) {
      case DONE -> ruling(Kind.DELIVERED, relay, outcome.reply().text(), "");
      case NEXT_CANDIDATE -> refused(outcome);
      case FINAL -> dead(outcome, Refusal.of(outcome.verdict()).orElseThrow().reason(), "");
      case LATER, RELAY_FAULT -> failing(outcome);
    };
  }

  private Ruling refused(Outcome outcome) {
    Choice choice = afterRefusal.get();
    Optional<RelayId> next = choice.first();
    if (next.isPresent()) {
      return new Ruling(
          Kind.ONWARD, next.get(), true, null, "", " " + next.get() + " is tried next.");
    }
    if (outcome.reply().isTransient()) {
      // "refused for now" from the only relay there is: waiting may help, and a 4yz kills no mail
      return failing(outcome);
    }
    List<HistoryEntry> told = new ArrayList<>(History.sinceReplay(mail.journey()));
    told.add(Group.entry(relay, now, outcome));
    return new Ruling(
        Kind.DEAD,
        relay,
        true,
        Refusal.of(told).map(Refusal::reason).orElse(DeadReason.UNROUTABLE),
        outcome.reply().text(),
        nobodyLeft(choice));
  }

  private String nobodyLeft(Choice choice) {
    if (mail.journey().pinned() != null) {
      return " It was to go through this relay only.";
    }
    String others = choice.passedOver();
    return others.isEmpty()
        ? " No other relay may carry this mail."
        : " No relay is left for this mail: " + others + ".";
  }

  private Ruling failing(Outcome outcome) {
    if (mail.terms().expired(now)) {
      return dead(outcome, DeadReason.EXPIRED, " " + Placement.tooLate(mail));
    }
    if (new RetrySchedule(policy).expired(Patience.begins(mail), now)) {
      String waited = Spans.words(policy.giveUpAfter());
      return dead(outcome, DeadReason.EXPIRED, " Given up after " + waited + ".");
    }
    Optional<RelayId> other =
        mayFailOver(outcome.verdict()) ? afterFailure.get().firstBut(relay) : Optional.empty();
    return other
        .map(next -> ruling(Kind.ONWARD, next, "", failover(next)))
        .orElseGet(() -> waiting(outcome));
  }

  private Ruling waiting(Outcome outcome) {
    if (!paused || !Symptom.blamesRelay(outcome)) {
      return ruling(Kind.LATER, relay, "", " It is tried again later.");
    }
    List<RelayId> open = afterFailure.get().open();
    return open.isEmpty() || open.contains(relay)
        ? ruling(Kind.WAITING, relay, "", " It waits until the relay can be used again.")
        : ruling(Kind.ONWARD, open.get(0), "", failover(open.get(0)));
  }

  private String failover(RelayId next) {
    return " It has failed for " + Spans.words(policy.failoverAfter()) + "; " + next + " is next.";
  }

  /** A full mailbox is full through every relay. */
  private boolean mayFailOver(Verdict verdict) {
    Duration patience = policy.failoverAfter();
    Instant begins = Patience.begins(mail);
    return verdict != Verdict.MAILBOX_FULL
        && History.failingSince(mail.journey(), relay)
            .map(since -> since.isBefore(begins) ? begins : since)
            .filter(since -> RetrySchedule.lasted(since, now, patience))
            .isPresent();
  }

  private Ruling dead(Outcome outcome, DeadReason reason, String why) {
    return new Ruling(Kind.DEAD, relay, false, reason, outcome.reply().text(), why);
  }

  private static Ruling ruling(Kind kind, RelayId relay, String reply, String why) {
    return new Ruling(kind, relay, false, null, reply, why);
  }
}
