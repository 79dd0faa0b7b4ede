package io.postweiche.app.operating;

import io.postweiche.app.station.Journal;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.DeadLetter;
import io.postweiche.broker.DeadLetters;
import io.postweiche.broker.DeadSelector;
import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Queues;
import io.postweiche.broker.Taking;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.web.DeadFilter;
import io.postweiche.web.DeadGroup;
import io.postweiche.web.DeadGroups;
import io.postweiche.web.DeadLetterView;
import io.postweiche.web.DiscardOptions;
import io.postweiche.web.LetterOutcome;
import io.postweiche.web.LetterOutcome.Outcome;
import io.postweiche.web.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dead letters: listed, shown, exported, discarded. */
final class DeadDesk {
  /** So many letters share a transaction, where nobody asked for a pace. */
  static final int TOGETHER = 50;

  private final DeadLetters letters;
  private final BrokerAdmin admin;
  private final Journal journal;

  DeadDesk(DeadLetters letters, BrokerAdmin admin, Journal journal) {
    this.letters = letters;
    this.admin = admin;
    this.journal = journal;
  }

  /** Oldest first, over all reasons. */
  List<DeadLetter> list(DeadFilter filter, int offset, int limit) throws IOException {
    int enough = limit > Integer.MAX_VALUE - offset ? Integer.MAX_VALUE : offset + limit;
    List<DeadLetter> found = new ArrayList<>();
    for (DeadReason reason : reasons(filter)) {
      int before = found.size();
      letters.browse(
          reason,
          selector(filter),
          letter -> {
            found.add(letter);
            return found.size() - before < enough;
          });
    }
    found.sort(Comparator.comparing(DeadLetter::since));
    return found.subList(Math.min(offset, found.size()), Math.min(enough, found.size()));
  }

  long count(DeadFilter filter) throws IOException {
    long count = 0;
    for (DeadReason reason : reasons(filter)) {
      count += count(reason, filter);
    }
    return count;
  }

  List<DeadGroup> groups(DeadFilter filter) throws IOException {
    DeadGroups groups = new DeadGroups();
    for (DeadReason reason : reasons(filter)) {
      letters.browse(
          reason,
          selector(filter),
          letter -> {
            groups.add(letter.reason(), letter.sender(), letter.since());
            return true;
          });
    }
    return groups.all();
  }

  /** Of one reason, whatever reason the filter names. */
  long count(DeadReason reason, DeadFilter filter) throws IOException {
    return admin.count(Queues.of(reason), selector(filter));
  }

  Optional<Content> content(DeadLetter letter) throws IOException {
    DeadSelector it = new DeadSelector(null, null, null, null, null, List.of(letter.id()));
    return letters.content(reason(letter), String.valueOf(it.text()));
  }

  void discard(DeadFilter filter, DiscardOptions options, Progress progress) throws IOException {
    if (options.dryRun()) {
      list(filter, 0, limit(options.limit()))
          .forEach(letter -> progress.accept(outcome(letter, Outcome.WOULD_DISCARD, "")));
      return;
    }
    int left = limit(options.limit());
    for (DeadReason reason : reasons(filter)) {
      left -= letters.take(reason, selector(filter), left, new Discarding(progress));
    }
  }

  private final class Discarding implements Taking {
    private final Progress progress;

    Discarding(Progress progress) {
      this.progress = progress;
    }

    @Override
    public int together() {
      return TOGETHER;
    }

    @Override
    public boolean wanted() {
      return progress.wanted();
    }

    @Override
    public Fate fate(Candidate candidate) {
      Mail mail = candidate.mail();
      LetterOutcome outcome = outcome(candidate.letter(), Outcome.DISCARDED, "");
      if (mail == null) {
        return new Fate(List.of(), () -> progress.accept(outcome));
      }
      MailEvent event = journal.event(EventType.DISCARDED, mail, null, "discarded by an operator");
      return new Fate(
          List.of(new Outgoing.Event(event)),
          () -> {
            journal.tell(event);
            progress.accept(outcome);
          });
    }
  }

  static LetterOutcome outcome(DeadLetter letter, Outcome outcome, String detail) {
    return new LetterOutcome(letter.id(), outcome, letter.relay(), detail);
  }

  static List<DeadReason> reasons(DeadFilter filter) {
    DeadReason only = filter.reason();
    return only == null ? List.of(DeadReason.values()) : List.of(only);
  }

  static int limit(int asked) {
    return asked <= 0 ? Integer.MAX_VALUE : asked;
  }

  static DeadReason reason(DeadLetter letter) {
    return DeadReason.valueOf(letter.reason().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  static @Nullable String selector(DeadFilter filter) {
    return new DeadSelector(
            text(filter.sender()),
            text(filter.domain()),
            text(filter.relay()),
            text(filter.recipient()),
            filter.since(),
            List.copyOf(filter.ids()))
        .text();
  }

  static DeadLetterView view(DeadLetter letter) {
    return new DeadLetterView(
        letter.id(),
        letter.reason(),
        letter.sender(),
        letter.recipients(),
        letter.relay(),
        letter.triedRelays(),
        letter.lastReply() == null ? letter.explanation() : letter.lastReply(),
        letter.since(),
        letter.attempts(),
        letter.subject(),
        letter.size());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
