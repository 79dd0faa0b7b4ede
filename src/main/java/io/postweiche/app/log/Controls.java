package io.postweiche.app.log;

import io.postweiche.core.mail.Shown;
import java.util.regex.Pattern;

/** Whatever ends or turns round a line in some viewer: text from outside must not forge one. */
public final class Controls {
  private static final Pattern THEY = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
  private static final Pattern ONE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private Controls() {}

  /** For a line of text. */
  public static String flat(String text) {
    return Shown.plain(text) ? text : THEY.matcher(text).replaceAll(" / ");
  }

  /** For JSON that is written already: there they can only stand in strings. */
  static String escaped(String json) {
    return Shown.plain(json)
        ? json
        : ONE.matcher(json)
            .replaceAll(
                found -> {
                  StringBuilder units = new StringBuilder();
                  found.group().chars().forEach(c -> units.append(String.format("\\\\u%04x", c)));
                  return units.toString();
                });
  }
}
