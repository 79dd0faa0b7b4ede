package io.postweiche.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the configuration writes them: {@code 500ms 90s 15m 4h 2d}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  public static Duration of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          Scalars.quoted(text) + " is no duration (500ms, 90s, 15m, 4h or 2d)");
    }
    Duration unit = UNITS.getOrDefault(form.group(2), Duration.ZERO);
    return unit.multipliedBy(Long.parseLong(form.group(1)));
  }

  /** As {@link #of}, refusing zero. */
  static Duration positive(String text) {
    Duration read = of(text);
    if (read.isZero()) {
      throw new IllegalArgumentException(
          "a duration above zero wanted, found " + Scalars.quoted(text));
    }
    return read;
  }
}
