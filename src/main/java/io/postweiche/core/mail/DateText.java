package io.postweiche.core.mail;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text is a date of RFC 5322 section 3.3, obsolete forms (section 4.3) included. */
final class DateText {
  private static final int LONGEST = 200;
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:(?:mon|tue|wed|thu|fri|sat|sun) ?, ?)?(\\d{1,2}) ([a-z]{3}) (\\d{2,4})"
              + " (\\d{1,2}) ?: ?(\\d{2})(?: ?: ?(\\d{2}))?"
              + " (?:[+-]\\d{2}[0-5]\\d|ut|gmt|[ecmp][sd]t|[a-ik-z])");

  private DateText() {}

  static boolean isDate(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    String plain = COMMENT.matcher(text).replaceAll(" ");
    Matcher date =
        DATE.matcher(BLANKS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip());
    if (!date.matches()) {
      return false;
    }
    String second = date.group(6);
    return isDay(date)
        && Integer.parseInt(date.group(4)) < 24
        && Integer.parseInt(date.group(5)) < 60
        && (second == null || Integer.parseInt(second) <= 60); // a leap second
  }

  private static boolean isDay(Matcher date) {
    int month = MONTHS.indexOf(date.group(2)) + 1;
    int year = Integer.parseInt(date.group(3));
    int full = date.group(3).length() == 4 ? year : year + (year < 50 ? 2000 : 1900);
    try {
      return month > 0
          && full >= 1900
          && LocalDate.of(full, month, Integer.parseInt(date.group(1))) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
