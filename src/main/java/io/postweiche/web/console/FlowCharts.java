package io.postweiche.web.console;

import io.postweiche.web.Flow;
import io.postweiche.web.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Charts of what went through lately, by outcome or by relay. */
final class FlowCharts {
  private static final List<String> OUTCOMES = List.of("delivered", "deferred", "refused", "dead");
  private static final int MOST_RELAYS = 5;

  private FlowCharts() {}

  /** A stretch of time and its steps. */
  enum Span {
    HOUR(Duration.ofHours(1), Duration.ofMinutes(1)),
    DAY(Duration.ofDays(1), Duration.ofMinutes(15));

    final Duration length;
    final Duration step;

    Span(Duration length, Duration step) {
      this.length = length;
      this.step = step;
    }

    /** The end of the step that runs. */
    Instant until(Instant now) {
      long seconds = step.toSeconds();
      return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), seconds) + 1) * seconds);
    }

    Instant from(Instant now) {
      return until(now).minus(length);
    }
  }

  static List<Flow> ask(Stories stories, Span span, Instant now) {
    return stories.flow(span.from(now), span.until(now), span.step);
  }

  static Chart byOutcome(Texts t, Span span, List<Flow> flows, Instant now) {
    List<Chart.Key> keys =
        OUTCOMES.stream().map(word -> new Chart.Key(t.of("outcome." + word), word)).toList();
    Map<Instant, long[]> counts = new LinkedHashMap<>();
    for (Flow flow : flows) {
      long[] at = counts.computeIfAbsent(flow.at(), none -> new long[OUTCOMES.size()]);
      at[0] += flow.delivered();
      at[1] += flow.deferred();
      at[2] += flow.refused();
      at[3] += flow.dead();
    }
    return chart(t, span, keys, counts, now);
  }

  /** What each relay delivered; the small ones together. */
  static Chart byRelay(Texts t, Span span, List<Flow> flows, Instant now) {
    List<String> relays = largest(flows);
    List<Chart.Key> keys = new ArrayList<>();
    for (String relay : relays) {
      keys.add(new Chart.Key(relay, "relay-" + (keys.size() + 1)));
    }
    keys.add(new Chart.Key(t.of("chart.others"), "relay-others"));
    Map<Instant, long[]> counts = new LinkedHashMap<>();
    for (Flow flow : flows) {
      if (flow.relay() != null) {
        int place = relays.indexOf(flow.relay());
        counts
                .computeIfAbsent(flow.at(), none -> new long[keys.size()])[
                place < 0 ? relays.size() : place] +=
            flow.delivered();
      }
    }
    return chart(t, span, keys, counts, now);
  }

  private static Chart chart(
      Texts t, Span span, List<Chart.Key> keys, Map<Instant, long[]> counts, Instant now) {
    String title = t.of(span == Span.HOUR ? "chart.hour" : "chart.day");
    return Chart.of(title, keys, counts, span.from(now), span.until(now), span.step);
  }

  private static List<String> largest(List<Flow> flows) {
    Map<String, Long> sums =
        flows.stream()
            .filter(flow -> flow.relay() != null)
            .collect(
                Collectors.groupingBy(
                    flow -> Objects.requireNonNull(flow.relay()),
                    Collectors.summingLong(Flow::delivered)));
    return sums.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_RELAYS)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
