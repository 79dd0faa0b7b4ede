package io.postweiche.core.routing;

/** The day in an SRS address: its lower ten bits, as two characters of base32. */
final class SrsStamp {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SLOTS = 1024; // days until a stamp comes round again

  private SrsStamp() {}

  static String of(long day) {
    int slot = Math.floorMod(day, SLOTS);
    return "" + BASE32.charAt(slot >> 5) + BASE32.charAt(slot & 31);
  }

  /**
   * Days since the stamp was made; a stamp of the future counts as nearly {@value #SLOTS} days old.
   *
   * @throws IllegalArgumentException when it is no stamp
   */
  static int age(String stamp, long today) {
    if (stamp.length() != 2) {
      throw new IllegalArgumentException("stamp '" + stamp + "' is not two characters");
    }
    return Math.floorMod(today - (digit(stamp.charAt(0)) * 32L + digit(stamp.charAt(1))), SLOTS);
  }

  private static int digit(char c) {
    int digit = BASE32.indexOf(Character.toUpperCase(c));
    if (digit < 0) {
      throw new IllegalArgumentException("'" + c + "' is no base32");
    }
    return digit;
  }
}
