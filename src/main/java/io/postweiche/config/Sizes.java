package io.postweiche.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as the configuration writes them: {@code 500KB 50MB 1GB} in powers of 1000, as operators of
 * SMTP count, {@code KiB MiB GiB} in powers of 1024; a bare number is octets.
 */
public final class Sizes {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9}) ?([KMG]i?B|B)?", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L,
          "KB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "KIB", 1L << 10,
          "MIB", 1L << 20,
          "GIB", 1L << 30);

  private Sizes() {}

  /**
   * Reads a size above zero, in octets.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  public static long of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          Scalars.quoted(text) + " is no size (500KB, 50MB, 1GB or 64MiB)");
    }
    String unit = form.group(2) == null ? "B" : form.group(2).toUpperCase(Locale.ROOT);
    long octets = Long.parseLong(form.group(1)) * UNITS.getOrDefault(unit, 1L);
    if (octets == 0) {
      throw new IllegalArgumentException("a size above zero wanted, found " + Scalars.quoted(text));
    }
    return octets;
  }
}
