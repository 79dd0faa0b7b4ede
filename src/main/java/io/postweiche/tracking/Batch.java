package io.postweiche.tracking;

import io.postweiche.core.mail.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a batch of events changes, worked out before SQL: as few rows as possible. */
final class Batch {
  /** A minute, a relay and a kind; in order, so that two routers never wait for each other. */
  record Cell(long minute, String relay, String kind) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int first = Long.compare(minute, other.minute);
      int second = first != 0 ? first : relay.compareTo(other.relay);
      return second != 0 ? second : kind.compareTo(other.kind);
    }
  }

  final List<TrackedEvent> events = new ArrayList<>();
  final Map<String, MailRow> mails = new LinkedHashMap<>();
  final TreeMap<Cell, Long> flow = new TreeMap<>();

  /**
   * Takes in what is not known yet.
   *
   * @param known keys of events that are stored already
   * @param rows the mails that are stored already
   */
  Batch(Collection<TrackedEvent> all, Predicate<String> known, Map<String, MailRow> rows) {
    Set<String> seen = new HashSet<>();
    Map<String, MailRow> now = new HashMap<>(rows);
    for (TrackedEvent event : all) {
      if (!known.test(event.key()) && seen.add(event.key())) {
        events.add(event);
        MailRow row = now.get(event.mailId());
        MailRow next = row == null ? MailRow.begin(event) : row.after(event);
        now.put(event.mailId(), next);
        mails.put(event.mailId(), next);
        count(event);
      }
    }
  }

  private void count(TrackedEvent event) {
    if (counted(event.type())) {
      String relay =
          event.type() == EventType.ACCEPTED || event.relay() == null ? "" : event.relay();
      long minute = Math.floorDiv(event.at().getEpochSecond(), 60);
      flow.merge(new Cell(minute, relay, event.type().word()), 1L, Long::sum);
    }
  }

  private static boolean counted(EventType type) {
    return switch (type) {
      case ACCEPTED, DELIVERED, DEFERRED, REFUSED, DEAD -> true;
      case MOVED, REPLAYED, DISCARDED, REPORTED, DUPLICATE, MALFORMED -> false;
    };
  }
}
