package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Readers of single values; each throws IllegalArgumentException with what was wanted. */
final class Scalars {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?) ?%");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

  private Scalars() {}

  /** A whole number. */
  static Function<String, Integer> count(int least, int most) {
    return text -> {
      if (text.matches("\\d{1,9}")) {
        int read = Integer.parseInt(text);
        if (read >= least && read <= most) {
          return read;
        }
      }
      throw new IllegalArgumentException(
          "a whole number from " + least + " to " + most + " wanted, found " + quoted(text));
    };
  }

  /** One of a few words. */
  static <T> Function<String, T> word(Map<String, T> words) {
    return text -> {
      T meant = words.get(text);
      if (meant == null) {
        String all = String.join(", ", words.keySet());
        throw new IllegalArgumentException(
            "one of " + all + " wanted, found '" + text + "'" + Nearest.hint(text, words.keySet()));
      }
      return meant;
    };
  }

  static Address address(String text) {
    return orElse(Address::of, text, " is no address (local@domain)");
  }

  /** A host or domain name, canonical. */
  static String name(String text) {
    return orElse(Domain::of, text, " is no host or domain name").ascii();
  }

  /** A value as read, or the reason in the words of this file, with what was found. */
  static <T> T orElse(Function<String, T> parser, String text, String reason) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(quoted(text) + reason, e);
    }
  }

  /** In quotes, and no longer than a line. */
  static String quoted(String text) {
    return "'" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "'";
  }

  static boolean flag(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException("true or false wanted, found " + quoted(text));
  }

  /** {@code 20%} as 0.2. */
  static double percent(String text) {
    var form = PERCENT.matcher(text);
    if (form.matches() && Double.parseDouble(form.group(1)) <= 100) {
      return Double.parseDouble(form.group(1)) / 100;
    }
    throw new IllegalArgumentException(quoted(text) + " is no share (0% to 100%)");
  }

  /** {@code 0.25}: a number from 0 to 1. */
  static double ratio(String text) {
    if (text.matches("0(\\.\\d{1,6})?|1(\\.0{1,6})?")) {
      return Double.parseDouble(text);
    }
    throw new IllegalArgumentException("a number from 0 to 1 wanted, found " + quoted(text));
  }

  /** What each wait is longer than the one before. */
  static double factor(String text) {
    if (DECIMAL.matcher(text).matches()) {
      double read = Double.parseDouble(text);
      if (read >= 1 && read <= 100) {
        return read;
      }
    }
    throw new IllegalArgumentException("a number from 1 to 100 wanted, found " + quoted(text));
  }
}
