package io.postweiche.core.retry;

import java.time.Duration;

/** A span of time in words. */
final class Spans {
  private Spans() {}

  /** In its largest whole unit: {@code 2 days}, {@code 90 minutes}, {@code 1 second}. */
  static String words(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds > 0 && seconds % 86_400 == 0) {
      return count(seconds / 86_400, "day");
    }
    if (seconds > 0 && seconds % 3_600 == 0) {
      return count(seconds / 3_600, "hour");
    }
    return seconds > 0 && seconds % 60 == 0
        ? count(seconds / 60, "minute")
        : count(seconds, "second");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
