package io.postweiche.core.mail;

import java.util.Random;

/** Text made to break readers: their special characters, letters of many kinds, odd code points. */
final class RandomText {
  private static final String SPECIAL = "<>@,;:.\\\"()[]=?_ \t\r\n-*%+abAZ09ßüς。\u0301\u202E\u00AD";

  private RandomText() {}

  static String of(Random random, int longest) {
    StringBuilder out = new StringBuilder();
    int length = random.nextInt(longest + 1);
    for (int i = 0; i < length; i++) {
      if (random.nextInt(8) == 0) {
        out.appendCodePoint(random.nextInt(0x3000));
      } else if (random.nextInt(200) == 0) {
        out.append((char) (0xD800 + random.nextInt(0x800)));
      } else {
        out.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
      }
    }
    return out.toString();
  }
}
