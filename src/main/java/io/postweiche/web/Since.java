package io.postweiche.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment in the past as operators write it. */
public final class Since {
  private static final Pattern BACK = Pattern.compile("(\\d{1,9})([smhd])");

  private Since() {}

  /**
   * Reads {@code 90s 15m 2h 3d} as so long ago, {@code 2026-11-24T08:00:00Z} (any offset) and
   * {@code 2026-11-24} (midnight here).
   *
   * @throws IllegalArgumentException with the reason, when it is none of these
   */
  public static Instant of(String text, Instant now) {
    Matcher back = BACK.matcher(text);
    try {
      if (back.matches()) {
        return now.minus(duration(Long.parseLong(back.group(1)), back.group(2)));
      }
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
      }
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time (2h, 3d, 2026-11-24, 2026-11-24T08:00:00Z)", e);
    }
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
