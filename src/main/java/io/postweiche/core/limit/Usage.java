package io.postweiche.core.limit;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an account has sent lately, counted in slots. In no window is more granted than allowed, and
 * all of it at once when the account was idle; room comes back at most a sixtieth of the window
 * late. Immutable.
 */
public final class Usage {
  public static final Usage NONE = new Usage(new EnumMap<>(Span.class));

  private final Map<Span, NavigableMap<Long, Count>> slots;

  private Usage(Map<Span, NavigableMap<Long, Count>> slots) {
    this.slots = slots;
  }

  /**
   * Asks to send. What is larger than a whole limit is granted when nothing else was sent in that
   * window: it could never go otherwise.
   */
  public Grant take(Allowance allowance, Count cost, Instant now) {
    Usage current = at(now);
    Instant free = current.roomFor(cost, allowance, now);
    if (free.isAfter(now)) {
      return new Grant(false, current, free);
    }
    Usage more = current.plus(cost, now);
    return new Grant(true, more, more.roomFor(Count.ONE, allowance, now));
  }

  /** When the oldest of what was sent in the last hour leaves it; empty when nothing was. */
  public Optional<Instant> relief(Instant now) {
    NavigableMap<Long, Count> hour = at(now).of(Span.HOUR);
    return hour.isEmpty() ? Optional.empty() : Optional.of(Span.HOUR.leaves(hour.firstKey()));
  }

  /** How much of each window that has a limit is used: 1 for all of it. */
  public Map<Span, Double> filled(Allowance allowance, Instant now) {
    Map<Span, Double> filled = new EnumMap<>(Span.class);
    sums(now)
        .forEach(
            (span, sum) -> {
              Count limit = allowance.of(span);
              if (!limit.equals(Count.NONE)) {
                filled.put(span, sum.shareOf(limit));
              }
            });
    return filled;
  }

  /** What was sent in each window up to now. */
  public Map<Span, Count> sums(Instant now) {
    Usage current = at(now);
    Map<Span, Count> sums = new EnumMap<>(Span.class);
    for (Span span : Span.values()) {
      sums.put(span, current.of(span).values().stream().reduce(Count.NONE, Count::plus));
    }
    return sums;
  }

  /** Both together: of an account that was counted twice. */
  public Usage and(Usage other) {
    Map<Span, NavigableMap<Long, Count>> sum = new EnumMap<>(Span.class);
    for (Span span : Span.values()) {
      NavigableMap<Long, Count> both = new TreeMap<>(of(span));
      other.of(span).forEach((slot, count) -> both.merge(slot, count, Count::plus));
      sum.put(span, both);
    }
    return new Usage(sum);
  }

  /** Without what has left its window; a clock that was put back makes the future now. */
  private Usage at(Instant now) {
    Map<Span, NavigableMap<Long, Count>> kept = new EnumMap<>(Span.class);
    for (Span span : Span.values()) {
      NavigableMap<Long, Count> left = new TreeMap<>();
      long present = span.slot(now);
      of(span)
          .forEach(
              (slot, count) -> {
                if (span.leaves(slot).isAfter(now)) {
                  left.merge(Math.min(slot, present), count, Count::plus);
                }
              });
      kept.put(span, left);
    }
    return new Usage(kept);
  }

  private Instant roomFor(Count cost, Allowance allowance, Instant now) {
    Instant latest = now;
    for (Span span : Span.values()) {
      Instant room = roomFor(cost, allowance.of(span), span, now);
      latest = room.isAfter(latest) ? room : latest;
    }
    return latest;
  }

  private Instant roomFor(Count cost, Count limit, Span span, Instant now) {
    Count sum = of(span).values().stream().reduce(Count.NONE, Count::plus);
    Instant room = now;
    for (Map.Entry<Long, Count> slot : of(span).entrySet()) {
      if (sum.plus(cost).within(limit)) {
        return room;
      }
      sum = sum.minus(slot.getValue());
      room = span.leaves(slot.getKey());
    }
    return room; // nothing is left in the window
  }

  private Usage plus(Count cost, Instant now) {
    Map<Span, NavigableMap<Long, Count>> more = new EnumMap<>(Span.class);
    for (Span span : Span.values()) {
      NavigableMap<Long, Count> counted = new TreeMap<>(of(span));
      counted.merge(span.slot(now), cost, Count::plus);
      more.put(span, counted);
    }
    return new Usage(more);
  }

  private NavigableMap<Long, Count> of(Span span) {
    return slots.getOrDefault(span, new TreeMap<>());
  }

  /** One line a span: {@code HOUR 29398321=3/7 29398322=1/1}, slot, messages, recipients. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Span span : Span.values()) {
      text.append(span.name());
      of(span)
          .forEach(
              (slot, count) ->
                  text.append(' ')
                      .append(slot)
                      .append('=')
                      .append(count.messages())
                      .append('/')
                      .append(count.recipients()));
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Usage of(String text) {
    Map<Span, NavigableMap<Long, Count>> slots = new EnumMap<>(Span.class);
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (line.isEmpty()) {
        continue;
      }
      NavigableMap<Long, Count> read = new TreeMap<>();
      for (int i = 1; i < words.length; i++) {
        String[] parts = words[i].split("[=/]", -1);
        if (parts.length != 3) {
          throw new IllegalArgumentException("not a slot: " + words[i]);
        }
        read.put(
            Long.parseLong(parts[0]),
            new Count(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
      }
      slots.put(Span.valueOf(words[0]), read);
    }
    return new Usage(slots);
  }
}
