package io.postweiche.core.alert;

import io.postweiche.core.alert.Bundle.Example;
import io.postweiche.core.alert.Bundle.Kind;
import io.postweiche.core.alert.Bundle.Line;
import io.postweiche.core.routing.RelayId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers alerts until a message of them is due: a few seconds after the first, and never sooner
 * than {@code every} after the message before. However many there are it keeps a few lines only.
 * Any thread may call.
 */
public final class Bundler {
  /** Kinds of alerts with a line of their own; further ones are counted. */
  public static final int MOST_LINES = 20;

  /** Of one line. */
  public static final int MOST_EXAMPLES = 3;

  /** What comes in one stroke goes out in one message. */
  public static final Duration SOON = Duration.ofSeconds(5);

  private final Map<Kind, Tally> lines = new LinkedHashMap<>();
  private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
  private final Set<RelayId> doubtful = new TreeSet<>(); // as many as there are relays
  private long notListed;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private @Nullable Instant waitsSince;
  private @Nullable Instant taken;

  /** Notes an alert. */
  public synchronized void add(Alert alert) {
    first = first == null || alert.at().isBefore(first) ? alert.at() : first;
    last = last == null || alert.at().isAfter(last) ? alert.at() : last;
    counts.merge(alert.cause(), 1L, Long::sum);
    if (alert.relay() != null && alert.doubtsRelay()) {
      doubtful.add(alert.relay());
    }
    Kind kind = Kind.of(alert);
    if (lines.containsKey(kind) || lines.size() < MOST_LINES) {
      lines.computeIfAbsent(kind, k -> new Tally()).add(alert);
    } else {
      notListed++;
    }
  }

  /** The message that is due now, which begins the next one; empty when none is. */
  public synchronized Optional<Bundle> take(Instant now, Duration every) {
    if (first == null) {
      return Optional.empty();
    }
    // a clock that is put back must not keep a message for hours
    if (waitsSince == null || waitsSince.isAfter(now)) {
      waitsSince = now;
    }
    if (taken != null && taken.isAfter(now)) {
      taken = null;
    }
    Duration soon = SOON.compareTo(every) < 0 ? SOON : every;
    boolean rested = taken == null || !taken.plus(every).isAfter(now);
    if (waitsSince.plus(soon).isAfter(now) || !rested) {
      return Optional.empty();
    }
    taken = now;
    return rest();
  }

  /** Whatever there is, due or not. */
  public synchronized Optional<Bundle> rest() {
    if (first == null || last == null) {
      return Optional.empty();
    }
    List<Line> written = new ArrayList<>();
    lines.forEach((kind, tally) -> written.add(tally.line(kind)));
    Bundle bundle = new Bundle(first, last, counts, written, notListed, doubtful);
    lines.clear();
    counts.clear();
    doubtful.clear();
    notListed = 0;
    first = null;
    last = null;
    waitsSince = null;
    return Optional.of(bundle);
  }

  /** The alerts of one kind. */
  private static final class Tally {
    private final List<Example> examples = new ArrayList<>();
    private long count;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void add(Alert alert) {
      count++;
      first = first == null || alert.at().isBefore(first) ? alert.at() : first;
      last = last == null || alert.at().isAfter(last) ? alert.at() : last;
      if (examples.size() < MOST_EXAMPLES) {
        examples.add(new Example(alert.mail(), alert.detail()));
      }
    }

    Line line(Kind kind) {
      Instant begin = first == null ? Instant.MIN : first;
      return new Line(kind, count, begin, last == null ? begin : last, examples);
    }
  }
}
