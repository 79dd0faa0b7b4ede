package io.postweiche.sandbox;

import io.postweiche.core.mail.Address;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What follows MAIL or RCPT: {@code FROM:<address> KEY=VALUE …} (RFC 5321 section 4.1.2).
 *
 * @param parameters keys in capitals; without a value the empty string
 */
record PathArgument(Address address, Map<String, String> parameters) {
  /**
   * Reads it.
   *
   * @param prefix {@code FROM:} or {@code TO:}
   * @throws IllegalArgumentException with the reason, when it is none
   */
  static PathArgument of(String argument, String prefix) {
    if (!argument.toUpperCase(Locale.ROOT).startsWith(prefix)) {
      throw new IllegalArgumentException(prefix + "<address> wanted");
    }
    String rest = argument.substring(prefix.length()).strip();
    int close = rest.startsWith("<") ? closing(rest) : -1;
    if (close < 0) {
      throw new IllegalArgumentException("address in angle brackets wanted");
    }
    return new PathArgument(
        Address.of(rest.substring(0, close + 1)), parameters(rest.substring(close + 1).strip()));
  }

  /** Where the bracket closes; one inside a quoted local part does not count. */
  private static int closing(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '>') {
        return i;
      }
    }
    return -1;
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> found = new TreeMap<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" +")) {
      String[] pair = word.split("=", 2);
      found.put(pair[0].toUpperCase(Locale.ROOT), pair.length == 1 ? "" : pair[1]);
    }
    return found;
  }
}
