package io.postweiche.core.reply;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to recognise what a reply means. Empty lists and sets stand for 'any'.
 *
 * @param name what {@code explain-reply} prints
 * @param codes {@code 550}, {@code 5xx}; {@code 000} is 'no reply'
 * @param enhanced {@code 5.7.60}, {@code x.7.1}, {@code 5.1.x}
 * @param text phrases of which one must occur; a rule without text is asked after all with text
 * @param place where it stands: {@code rules.txt:47}, {@code postweiche.yaml:12}
 */
public record ReplyRule(
    String name,
    Verdict verdict,
    Set<Stage> stages,
    List<String> codes,
    List<String> enhanced,
    List<String> text,
    String place) {
  private static final Pattern CODE = Pattern.compile("[0-5x][0-9x]{2}");
  private static final Pattern ENHANCED = Pattern.compile("[245x](\\.(\\d{1,3}|x)){2}");

  public ReplyRule {
    stages = Set.copyOf(stages);
    codes = List.copyOf(codes);
    enhanced = List.copyOf(enhanced);
    text = text.stream().map(ReplyRule::normal).toList();
    text.forEach(Phrase::of); // a bad phrase is a fault of this rule
    check(CODE, codes, "code (550 or 5xx wanted)");
    check(ENHANCED, enhanced, "enhanced code (5.7.1 or x.7.1 wanted)");
  }

  private static String normal(String phrase) {
    return phrase.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  boolean admits(Stage stage, int code, @Nullable String status) {
    return (stages.isEmpty() || stages.contains(stage))
        && (codes.isEmpty() || anyCode(code))
        && (enhanced.isEmpty() || (status != null && anyEnhanced(status)));
  }

  private boolean anyCode(int code) {
    for (String pattern : codes) {
      if (digit(pattern, 0, code / 100)
          && digit(pattern, 1, code / 10 % 10)
          && digit(pattern, 2, code % 10)) {
        return true;
      }
    }
    return false;
  }

  private static boolean digit(String pattern, int at, int digit) {
    char c = pattern.charAt(at);
    return c == 'x' || c - '0' == digit;
  }

  private boolean anyEnhanced(String status) {
    for (String pattern : enhanced) {
      if (sameStatus(pattern, status)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameStatus(String pattern, String status) {
    int p = 0;
    int s = 0;
    while (p < pattern.length() && s < status.length()) {
      if (pattern.charAt(p) == 'x') {
        p++;
        while (s < status.length() && status.charAt(s) != '.') {
          s++;
        }
      } else if (pattern.charAt(p++) != status.charAt(s++)) {
        return false;
      }
    }
    return p == pattern.length() && s == status.length();
  }

  private static void check(Pattern form, List<String> values, String what) {
    for (String value : values) {
      if (!form.matcher(value).matches()) {
        throw new IllegalArgumentException("'" + value + "' is no " + what);
      }
    }
  }
}
