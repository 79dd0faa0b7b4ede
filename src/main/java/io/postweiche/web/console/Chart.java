package io.postweiche.web.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stacked bars over time, ready to be drawn on a plane of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param title what it shows
 * @param series their names, in the order they are stacked
 * @param from where the axis begins
 * @param middle half-way
 * @param until where it ends
 * @param most the value at the upper edge
 * @param rows the same in numbers, without the steps in which nothing happened
 */
public record Chart(
    String title,
    List<Series> series,
    List<Bar> bars,
    Instant from,
    Instant middle,
    Instant until,
    long most,
    List<Row> rows) {
  public static final int WIDTH = 600;
  public static final int HEIGHT = 120;

  /**
   * One colour.
   *
   * @param style its class in the style sheet
   */
  public record Series(String name, String style, long sum) {}

  /** One piece of a bar. */
  public record Bar(String style, double x, double y, double width, double height) {}

  /** One step of time in numbers, in the order of the series. */
  public record Row(Instant at, List<Long> counts) {
    public Row {
      counts = List.copyOf(counts);
    }
  }

  public Chart {
    series = List.copyOf(series);
    bars = List.copyOf(bars);
    rows = List.copyOf(rows);
  }

  /** What shall be drawn: a name and a style for each series. */
  record Key(String name, String style) {}

  /**
   * Draws.
   *
   * @param counts by the beginning of the step, in the order of the keys
   */
  static Chart of(
      String title,
      List<Key> keys,
      Map<Instant, long[]> counts,
      Instant from,
      Instant until,
      Duration step) {
    Map<Instant, long[]> sorted = new TreeMap<>(counts);
    long most = round(sorted.values().stream().mapToLong(Chart::sum).max().orElse(0));
    double width = WIDTH * (double) step.toMillis() / Duration.between(from, until).toMillis();
    List<Bar> bars = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Instant, long[]> entry : sorted.entrySet()) {
      double x = width * Duration.between(from, entry.getKey()).toMillis() / step.toMillis();
      stack(bars, keys, entry.getValue(), x, width, most);
      rows.add(row(entry));
    }
    return new Chart(
        title,
        series(keys, sorted),
        bars,
        from,
        from.plus(Duration.between(from, until).dividedBy(2)),
        until,
        most,
        rows);
  }

  private static void stack(
      List<Bar> bars, List<Key> keys, long[] values, double x, double width, long most) {
    double y = HEIGHT;
    for (int i = 0; i < values.length; i++) {
      double height = values[i] * (double) HEIGHT / most;
      y -= height;
      if (height > 0) {
        bars.add(new Bar(keys.get(i).style(), x, y, width * 0.85, height));
      }
    }
  }

  private static Row row(Map.Entry<Instant, long[]> entry) {
    List<Long> counts = new ArrayList<>();
    for (long count : entry.getValue()) {
      counts.add(count);
    }
    return new Row(entry.getKey(), counts);
  }

  private static List<Series> series(List<Key> keys, Map<Instant, long[]> counts) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int at = i;
      long sum = counts.values().stream().mapToLong(values -> values[at]).sum();
      series.add(new Series(keys.get(i).name(), keys.get(i).style(), sum));
    }
    return series;
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  /** The next 1, 2 or 5 followed by noughts, and never 0. */
  private static long round(long value) {
    for (long unit = 1; ; unit *= 10) {
      for (long step : new long[] {1, 2, 5}) {
        if (value <= step * unit) {
          return step * unit;
        }
      }
    }
  }
}
