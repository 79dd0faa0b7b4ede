package io.postweiche.core.mail;

import static io.postweiche.core.mail.HeaderFault.ADDRESS_INVALID;
import static io.postweiche.core.mail.HeaderFault.BROKEN_FOLDING;
import static io.postweiche.core.mail.HeaderFault.LINE_TOO_LONG;
import static io.postweiche.core.mail.HeaderFault.RAW_8BIT;
import static io.postweiche.core.mail.HeaderFault.RAW_8BIT_ADDRESS;
import static io.postweiche.core.mail.HeaderFault.UNQUOTED_AT;

import io.postweiche.core.mail.HeaderBlock.Field;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for what relays refuse in a header; changes nothing. Takes time in proportion to the
 * header.
 */
public final class HeaderFaults {
  private static final int LONGEST_LINE = 998; // RFC 5322 section 2.1.1, without CRLF

  /** What may stand once; what must stand, too, has a fault for its absence. */
  private static final Map<String, HeaderFault> ONCE =
      Map.of(
          "date", HeaderFault.DATE_DOUBLED,
          "from", HeaderFault.FROM_DOUBLED,
          "sender", HeaderFault.SENDER_DOUBLED,
          "to", HeaderFault.TO_DOUBLED,
          "cc", HeaderFault.CC_DOUBLED,
          "subject", HeaderFault.SUBJECT_DOUBLED,
          "message-id", HeaderFault.MESSAGE_ID_DOUBLED);

  private static final Map<String, HeaderFault> NEEDED =
      Map.of(
          "date", HeaderFault.DATE_MISSING,
          "from", HeaderFault.FROM_MISSING,
          "message-id", HeaderFault.MESSAGE_ID_MISSING);

  private static final Set<String> READ_BY_RELAYS = Set.of("from", "sender", "to", "cc");
  private static final Set<String> OF_ADDRESSES =
      Set.of("from", "sender", "to", "cc", "bcc", "reply-to", "resent-from", "resent-to");

  private final HeaderBlock block;
  private final boolean smtpUtf8;
  private final Map<String, Integer> counts = new HashMap<>();
  private final EnumSet<HeaderFault> found = EnumSet.noneOf(HeaderFault.class);

  private HeaderFaults(HeaderBlock block, boolean smtpUtf8) {
    this.block = block;
    this.smtpUtf8 = smtpUtf8;
  }

  /**
   * Every kind of fault once, in the order of the enum.
   *
   * @param smtpUtf8 whether the client asked for SMTPUTF8, which allows raw UTF-8 (RFC 6532)
   */
  public static List<HeaderFault> of(Headers headers, boolean smtpUtf8) {
    HeaderFaults faults = new HeaderFaults(headers.block(), smtpUtf8);
    headers.block().fields().forEach(faults::look);
    faults.countUp();
    return List.copyOf(faults.found);
  }

  private void look(Field field) {
    lines(field);
    if (field.colon() < 0) {
      found.add(BROKEN_FOLDING);
      return;
    }
    String name = block.name(field);
    counts.merge(name, 1, Integer::sum);
    if (HeaderText.isForeign(block.octets(), field.colon(), field.end(), smtpUtf8)) {
      found.add(OF_ADDRESSES.contains(name) ? RAW_8BIT_ADDRESS : RAW_8BIT);
    }
    if (READ_BY_RELAYS.contains(name)) {
      addresses(name, field);
    }
    if (name.equals("date") && !DateText.isDate(HeaderText.value(block, field))) {
      found.add(HeaderFault.DATE_INVALID);
    }
  }

  private void addresses(String name, Field field) {
    List<DisplayName> names = DisplayName.in(block.octets(), field.colon() + 1, field.end());
    if (names.stream().anyMatch(DisplayName::hasUnquotedAt)) {
      found.add(UNQUOTED_AT);
    }
    String value = HeaderText.value(block, field);
    try {
      int count = AddressList.parse(value).size();
      boolean one = name.equals("sender") ? count == 1 : count > 0 || value.contains(":");
      if (!one) {
        found.add(ADDRESS_INVALID);
      }
    } catch (IllegalArgumentException e) {
      found.add(ADDRESS_INVALID);
    }
  }

  /**
   * Their lengths; and a continuation of nothing but blanks, or a CR alone, that splits a field.
   */
  private void lines(Field field) {
    byte[] octets = block.octets();
    int start = field.start();
    boolean blank = true;
    for (int at = start; at < field.end(); at++) {
      boolean lineFeed = octets[at] == '\n';
      if (lineFeed || at == field.end() - 1) {
        int length = at - start + (lineFeed ? 0 : 1);
        if (length > LONGEST_LINE + (lineFeed ? 1 : 0)) {
          found.add(LINE_TOO_LONG);
        }
        if (blank && lineFeed) {
          found.add(BROKEN_FOLDING);
        }
        start = at + 1;
        blank = true;
      } else if (octets[at] == '\r') {
        if (octets[at + 1] != '\n') {
          found.add(BROKEN_FOLDING);
        }
      } else {
        blank &= octets[at] == ' ' || octets[at] == '\t';
      }
    }
  }

  private void countUp() {
    ONCE.forEach(
        (name, fault) -> {
          if (counts.getOrDefault(name, 0) > 1) {
            found.add(fault);
          }
        });
    if (!block.complete()) {
      found.add(HeaderFault.HEADER_TOO_LARGE); // what is missing may stand further on
      return;
    }
    if (counts.isEmpty()) {
      found.add(HeaderFault.EMPTY_HEADER);
    }
    NEEDED.forEach(
        (name, fault) -> {
          if (!counts.containsKey(name)) {
            found.add(fault);
          }
        });
  }
}
