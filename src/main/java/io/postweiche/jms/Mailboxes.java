package io.postweiche.jms;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.AddressList;
import io.postweiche.core.mail.Mailbox;
import java.util.List;

/** Addresses as applications write them: {@code a@b.de}, {@code Name <a@b.de>}. */
final class Mailboxes {
  private static final int LONGEST_NAME = 500;

  private Mailboxes() {}

  /** One mailbox; the name may have commas without quotes, as no list is meant here. */
  static Mailbox one(String where, String text) throws PostFault {
    String line = Words.headerSafe(where, text).strip();
    int open = line.lastIndexOf('<');
    String name = open < 0 ? "" : line.substring(0, open).strip();
    if (line.endsWith(">") && name.contains(",") && !name.matches(".*[@<\"].*")) {
      if (name.length() > LONGEST_NAME) {
        throw new PostFault(where, "a name longer than " + LONGEST_NAME + " characters");
      }
      String bare = line.substring(open + 1, line.length() - 1);
      return new Mailbox(name, notNull(where, address(where, bare)));
    }
    List<Mailbox> found = list(where, line);
    if (found.size() != 1) {
      throw new PostFault(where, "one address wanted, not " + found.size());
    }
    return found.get(0);
  }

  /** Mailboxes separated by commas. */
  static List<Mailbox> list(String where, String text) throws PostFault {
    Words.headerSafe(where, text);
    List<Mailbox> found;
    try {
      found = AddressList.parse(text);
    } catch (IllegalArgumentException e) {
      String fault = String.valueOf(e.getMessage());
      throw new PostFault(where, fault.replaceFirst("^address list, ", ""));
    }
    Sizes.checkRecipients(found.size());
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

  private static Address notNull(String where, Address address) throws PostFault {
    if (address.isNull()) {
      throw new PostFault(where, "the address is empty");
    }
    return address;
  }
}
