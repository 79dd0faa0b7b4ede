package io.postweiche.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values look to a person. */
final class Shown {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Shown() {}

  /**
   * Text of mail and relays, safe for a terminal: no escape sequence, no direction override, one
   * line.
   */
  static String safe(@Nullable String text) {
    if (text == null) {
      return "-";
    }
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isSafe(c) ? c : '\u00b7'));
    return safe.toString();
  }

  static String sender(@Nullable String sender) {
    return sender != null && sender.isEmpty() ? "<>" : safe(sender);
  }

  /** The first, and how many more. */
  static String recipients(List<String> recipients) {
    if (recipients.isEmpty()) {
      return "-";
    }
    String first = safe(recipients.get(0));
    return recipients.size() == 1 ? first : first + " +" + (recipients.size() - 1);
  }

  static String time(Instant instant) {
    return TIME.withZone(ZoneId.systemDefault()).format(instant);
  }

  /** The line that carries the reason. */
  static String lastLine(@Nullable String reply) {
    if (reply == null || reply.isBlank()) {
      return "-";
    }
    List<String> lines = reply.strip().lines().toList();
    return safe(lines.get(lines.size() - 1));
  }

  /** {@code 45s}, {@code 12m}, {@code 3h 5m}, {@code 2d 4h}. */
  static String age(@Nullable Long seconds) {
    if (seconds == null) {
      return "-";
    }
    Duration age = Duration.ofSeconds(seconds);
    if (age.toMinutes() == 0) {
      return seconds + "s";
    }
    if (age.toHours() == 0) {
      return age.toMinutes() + "m";
    }
    return age.toDays() == 0
        ? age.toHours() + "h " + age.toMinutesPart() + "m"
        : age.toDays() + "d " + age.toHoursPart() + "h";
  }

  private static boolean isSafe(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
