package io.postweiche.tracking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Behind which mail the next page begins. */
record Cursor(long at, String id) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(.{1,64})");

  static Cursor of(TrackedMail last) {
    return new Cursor(last.at().toEpochMilli(), last.id());
  }

  /**
   * Reads one that came back.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Cursor read(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no cursor of this list");
    }
    return new Cursor(Long.parseLong(matcher.group(1)), matcher.group(2));
  }

  String text() {
    return at + "-" + id;
  }
}
