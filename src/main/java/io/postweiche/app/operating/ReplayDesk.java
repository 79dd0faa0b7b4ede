package io.postweiche.app.operating;

import io.postweiche.app.station.FairShare;
import io.postweiche.app.station.Journal;
import io.postweiche.app.station.Tables;
import io.postweiche.broker.DeadLetter;
import io.postweiche.broker.DeadLetters;
import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Place;
import io.postweiche.broker.Queues;
import io.postweiche.broker.Taking;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.retry.Placement;
import io.postweiche.core.retry.Step;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.RefusalMemory;
import io.postweiche.web.DeadFilter;
import io.postweiche.web.LetterOutcome;
import io.postweiche.web.LetterOutcome.Outcome;
import io.postweiche.web.Progress;
import io.postweiche.web.ReplayOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts dead letters back on their way. A letter that nobody may carry even now stays where it is.
 */
final class ReplayDesk {
  private final DeadLetters letters;
  private final DeadDesk desk;
  private final Supplier<Tables> tables;
  private final RefusalMemory refusals;
  private final Journal journal;
  private final FairShare shares;
  private final Clock clock;

  ReplayDesk(
      DeadLetters letters,
      DeadDesk desk,
      Supplier<Tables> tables,
      RefusalMemory refusals,
      Journal journal,
      FairShare shares,
      Clock clock) {
    this.letters = letters;
    this.desk = desk;
    this.tables = tables;
    this.refusals = refusals;
    this.journal = journal;
    this.shares = shares;
    this.clock = clock;
  }

  void replay(DeadFilter filter, ReplayOptions options, Progress progress) throws IOException {
    if (options.dryRun()) {
      preview(filter, options, progress);
      return;
    }
    int left = DeadDesk.limit(options.limit());
    Pace pace = new Pace(options.rate());
    for (DeadReason reason : DeadDesk.reasons(filter)) {
      if (progress.wanted()) {
        left -= replay(reason, filter, options, left, pace, progress);
      }
    }
  }

  private int replay(
      DeadReason reason,
      DeadFilter filter,
      ReplayOptions options,
      int limit,
      Pace pace,
      Progress progress)
      throws IOException {
    // no more than lie there now: a letter that has to go back to its queue must not come round
    // again
    int present = (int) Math.min(limit, desk.count(reason, filter));
    return letters.take(
        reason, DeadDesk.selector(filter), present, new Replaying(reason, options, pace, progress));
  }

  private final class Replaying implements Taking {
    private final DeadReason reason;
    private final ReplayOptions options;
    private final Pace pace;
    private final Progress progress;

    Replaying(DeadReason reason, ReplayOptions options, Pace pace, Progress progress) {
      this.reason = reason;
      this.options = options;
      this.pace = pace;
      this.progress = progress;
    }

    @Override
    public int together() {
      return options.rate() > 0 ? 1 : DeadDesk.TOGETHER; // at a pace each goes when it is its turn
    }

    @Override
    public boolean wanted() {
      return pace.await(progress);
    }

    @Override
    public Fate fate(Candidate candidate) {
      DeadLetter letter = candidate.letter();
      Mail mail = candidate.mail();
      if (mail == null) {
        return told(
            new Outgoing.Reposted(candidate.post()),
            DeadDesk.outcome(letter, Outcome.REPLAYED, "posted again"));
      }
      forget(mail.journey());
      Step step =
          Placement.place(
              tables.get().decider(), fresh(mail, options), Map.of(), Instant.now(clock));
      return step instanceof Step.Onward onward
          ? onward(letter, onward)
          : told(
              new Outgoing.Stored(Queues.of(reason), mail, null),
              DeadDesk.outcome(letter, Outcome.FAILED, why(step)));
    }

    private Fate onward(DeadLetter letter, Step.Onward onward) {
      RelayId relay = onward.relay();
      Place place = shares.join(relay, onward.mail());
      String queue = place.queue();
      MailEvent event =
          journal.event(EventType.REPLAYED, onward.mail(), queue, "replayed by an operator");
      return new Fate(
          List.of(new Outgoing.Stored(place, onward.mail(), null), new Outgoing.Event(event)),
          () -> {
            journal.tell(event);
            progress.accept(new LetterOutcome(letter.id(), Outcome.REPLAYED, relay.value(), queue));
          },
          () -> shares.left(relay, onward.mail()));
    }

    private Fate told(Outgoing next, LetterOutcome outcome) {
      return new Fate(List.of(next), () -> progress.accept(outcome));
    }
  }

  /** The mail as if it had come in now, with an operator's wishes; its history stays. */
  private Mail fresh(Mail mail, ReplayOptions options) {
    Instant now = Instant.now(clock);
    Journey old = mail.journey();
    RelayId via = options.via();
    List<HistoryEntry> history = new ArrayList<>(old.history());
    history.add(
        new HistoryEntry(
            now, "replayed", via == null ? null : via.value(), null, null, old.reason()));
    Mail fresh =
        mail.withJourney(
                new Journey(
                    now,
                    old.attempt(),
                    null,
                    via,
                    List.of(),
                    old.lastReply(),
                    null,
                    history,
                    old.delayTold()))
            .withTerms(mail.terms().atOnce());
    return options.sender() == null
        ? fresh
        : fresh.withEnvelope(fresh.envelope().withSender(options.sender()));
  }

  /** An operator's replay is a new try: what the relay refused before, it may take now. */
  private void forget(Journey journey) {
    Stream.concat(journey.triedRelays().stream(), Stream.ofNullable(journey.relay()))
        .forEach(refusals::forget);
  }

  private void preview(DeadFilter filter, ReplayOptions options, Progress progress)
      throws IOException {
    for (DeadLetter letter : desk.list(filter, 0, DeadDesk.limit(options.limit()))) {
      if (!progress.wanted()) {
        return;
      }
      progress.accept(preview(letter, options));
    }
  }

  private LetterOutcome preview(DeadLetter letter, ReplayOptions options) {
    if (DeadDesk.reason(letter) == DeadReason.MALFORMED) {
      return DeadDesk.outcome(letter, Outcome.WOULD_REPLAY, "would be posted again");
    }
    Preview preview = Preview.of(letter, options, tables.get().decider());
    return preview.relay() == null
        ? DeadDesk.outcome(letter, Outcome.FAILED, preview.explanation())
        : new LetterOutcome(
            letter.id(), Outcome.WOULD_REPLAY, preview.relay().value(), preview.explanation());
  }

  private static String why(Step step) {
    @Nullable String reason = step.mail().journey().reason();
    return reason == null ? "no relay may carry it" : reason;
  }
}
