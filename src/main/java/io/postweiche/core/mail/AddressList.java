package io.postweiche.core.mail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the address lists of headers (RFC 5322 section 3.4) as people and programs write them:
 * quoted and encoded display names, comments, groups, empty entries, {@code ;} for {@code ,}. Takes
 * time in proportion to the length of the text, whatever is in it.
 */
public final class AddressList {
  private AddressList() {}

  /**
   * Every address of the list, those inside groups too.
   *
   * @throws IllegalArgumentException when an entry is none, with the character (from 1) it begins
   *     at
   */
  public static List<Mailbox> parse(String text) {
    List<Mailbox> mailboxes = new ArrayList<>();
    AddressParser parser = new AddressParser(text);
    for (AddressParser.Entry entry = parser.next(); entry != null; entry = parser.next()) {
      if (entry.mailbox() == null) {
        throw new IllegalArgumentException(
            "address list, character " + (entry.position() + 1) + ": " + entry.fault());
      }
      mailboxes.add(entry.mailbox());
    }
    return mailboxes;
  }

  /** The first entry that is an address, faulty ones passed over; null when there is none. */
  public static @Nullable Mailbox firstMailbox(String text) {
    AddressParser parser = new AddressParser(text);
    for (AddressParser.Entry entry = parser.next(); entry != null; entry = parser.next()) {
      if (entry.mailbox() != null) {
        return entry.mailbox();
      }
    }
    return lastInBrackets(text);
  }

  /** As {@link #firstMailbox}, without the name. */
  public static @Nullable Address firstAddress(String text) {
    Mailbox mailbox = firstMailbox(text);
    return mailbox == null ? null : mailbox.address();
  }

  /** A display name as it stands before {@code <}: unquoted, decoded, without controls. */
  static String displayName(String phrase) {
    Mailbox mailbox = firstMailbox(phrase + " <someone@invalid>");
    return mailbox == null ? "" : mailbox.displayName();
  }

  // a quote that nobody closes swallows the rest of the list: "Hans <hans@example.de>
  private static @Nullable Mailbox lastInBrackets(String text) {
    int open = text.lastIndexOf('<');
    int close = open < 0 ? -1 : text.indexOf('>', open);
    if (close < 0) {
      return null;
    }
    try {
      Address address = Address.of(text.substring(open + 1, close).strip());
      return address.isNull() ? null : new Mailbox("", address);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
