package io.postweiche.core.retry;

import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a mail's history tells; a replay begins it anew. */
final class History {
  static final String ATTEMPTED = "attempted";
  static final String REPLAYED = "replayed";
  static final String MOVED = "moved";

  // It travels with the mail as one property: how it began and what happened lately is enough.
  private static final int FIRST = 5;
  private static final int LAST = 45;

  private History() {}

  /** Both, the old ones first; the first 5 and the last 45 are kept, and the last replay. */
  static List<HistoryEntry> join(List<HistoryEntry> old, List<HistoryEntry> more) {
    List<HistoryEntry> all = new ArrayList<>(old);
    all.addAll(more);
    if (all.size() <= FIRST + LAST) {
      return all;
    }
    int from = all.size() - LAST;
    List<HistoryEntry> kept = new ArrayList<>(all.subList(0, FIRST));
    int replay = lastReplay(all);
    if (replay >= FIRST && replay <= from) {
      // the time to give up counts from it, so it must not be forgotten
      kept.add(all.get(replay));
      from++;
    }
    kept.addAll(all.subList(from, all.size()));
    return kept;
  }

  /** When the mail's present life began: it came in or was replayed. */
  static Instant startedAt(Journey journey) {
    int replay = lastReplay(journey.history());
    Instant replayed = replay < 0 ? Instant.MIN : journey.history().get(replay).at();
    return replayed.isAfter(journey.acceptedAt()) ? replayed : journey.acceptedAt();
  }

  /** Whether somebody has sent the mail on its way again and nothing was tried since. */
  static boolean justReplayed(Journey journey) {
    int replay = lastReplay(journey.history());
    return replay >= 0 && sinceReplay(journey).stream().noneMatch(History::isAttempt);
  }

  /** How many attempts there were since the mail came in or was replayed last. */
  static int attemptsSinceReplay(Journey journey) {
    return lastReplay(journey.history()) < 0
        ? journey.attempt()
        : (int) sinceReplay(journey).stream().filter(History::isAttempt).count();
  }

  static List<HistoryEntry> sinceReplay(Journey journey) {
    List<HistoryEntry> history = journey.history();
    return history.subList(lastReplay(history) + 1, history.size());
  }

  /**
   * Since when the relay has failed for this mail without another one being tried between: the
   * first attempt of the unbroken row, or the mail's beginning when nothing was tried yet. Empty
   * when the last attempt was at another relay: then this one has its turn first, which is what
   * keeps two failing relays from throwing a mail to and fro without a pause.
   */
  static Optional<Instant> failingSince(Journey before, RelayId relay) {
    List<HistoryEntry> attempts = sinceReplay(before).stream().filter(History::isAttempt).toList();
    if (attempts.isEmpty()) {
      return Optional.of(startedAt(before));
    }
    Optional<Instant> since = Optional.empty();
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (!relay.value().equals(attempts.get(i).relay())) {
        return since;
      }
      since = Optional.of(attempts.get(i).at());
    }
    return since;
  }

  private static boolean isAttempt(HistoryEntry entry) {
    return entry.what().equals(ATTEMPTED);
  }

  private static int lastReplay(List<HistoryEntry> history) {
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i).what().equals(REPLAYED)) {
        return i;
      }
    }
    return -1;
  }
}
