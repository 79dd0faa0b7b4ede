package io.postweiche.jms;

import io.postweiche.core.mail.Address;
import java.util.ArrayList;
import java.util.List;

/**
 * An address with the name beside it, as applications write it: {@code a@b.de}, {@code Name
 * <a@b.de>}.
 *
 * @param name empty without one
 */
record Mailbox(String name, Address address) {

  /** One mailbox; the name may have unquoted commas and dots. */
  static Mailbox of(String where, String text) throws PostFault {
    String whole = Words.headerSafe(where, text).strip();
    int open = whole.endsWith(">") ? whole.lastIndexOf('<') : -1;
    String bare = open < 0 ? whole : whole.substring(open + 1, whole.length() - 1);
    Address address = address(where, bare);
    if (address.isNull()) {
      throw new PostFault(where, "an address wanted, not an empty one");
    }
    return new Mailbox(open < 0 ? "" : unquoted(whole.substring(0, open).strip()), address);
  }

  /** Mailboxes separated by commas. */
  static List<Mailbox> list(String where, String text) throws PostFault {
    List<Mailbox> found = new ArrayList<>();
    for (String each : split(text)) {
      if (!each.isBlank()) {
        found.add(of(where, each));
      }
      Sizes.checkRecipients(found.size());
    }
    return found;
  }

  /** The null sender too. */
  static Address address(String where, String text) throws PostFault {
    try {
      return Address.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw new PostFault(where, String.valueOf(e.getMessage()));
    }
  }

  // a comma inside quotes separates nothing
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String unquoted(String name) {
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return quoted ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
  }
}
