package io.postweiche.migrate;

import java.util.Map;

/** Postfix's times: a number and {@code s m h d w}. */
final class Times {
  private static final Map<Character, Long> UNITS =
      Map.of('s', 1L, 'm', 60L, 'h', 3_600L, 'd', 86_400L, 'w', 604_800L);

  private Times() {}

  /** In seconds; -1 when it is no time. */
  static long seconds(String text, char unit) {
    if (!text.matches("\\d{1,9}[smhdw]?")) {
      return -1;
    }
    char last = text.charAt(text.length() - 1);
    boolean bare = Character.isDigit(last);
    long number = Long.parseLong(bare ? text : text.substring(0, text.length() - 1));
    return number * UNITS.getOrDefault(bare ? unit : last, 1L);
  }

  /** As this project writes them: the largest unit that fits. */
  static String written(long seconds) {
    for (char unit : new char[] {'d', 'h', 'm'}) {
      if (seconds > 0 && seconds % UNITS.getOrDefault(unit, 1L) == 0) {
        return seconds / UNITS.getOrDefault(unit, 1L) + String.valueOf(unit);
      }
    }
    return seconds + "s";
  }
}
