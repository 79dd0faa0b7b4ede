package io.postweiche.core.mail;

import java.util.Locale;

/**
 * What can be wrong with a message's header (RFC 5322), as relays see it. IONOS answers most of
 * these with {@code 554 … c=hd} or {@code c=hi} at the end of the data.
 */
public enum HeaderFault {
  EMPTY_HEADER("the message has no header field at all"),
  HEADER_TOO_LARGE("the header is larger than 1,000,000 octets or 10,000 fields"),
  DATE_MISSING("there is no Date"),
  DATE_DOUBLED("there is more than one Date"),
  DATE_INVALID("Date cannot be read (Tue, 24 Nov 2026 13:00:00 +0100 wanted)"),
  FROM_MISSING("there is no From"),
  FROM_DOUBLED("there is more than one From"),
  SENDER_DOUBLED("there is more than one Sender"),
  TO_DOUBLED("there is more than one To"),
  CC_DOUBLED("there is more than one Cc"),
  SUBJECT_DOUBLED("there is more than one Subject"),
  MESSAGE_ID_MISSING("there is no Message-ID"),
  MESSAGE_ID_DOUBLED("there is more than one Message-ID"),
  ADDRESS_INVALID("an address in From, Sender, To or Cc cannot be read"),
  UNQUOTED_AT("a display name has an '@' outside quotes"),
  RAW_8BIT_ADDRESS("an address field has raw 8-bit octets that SMTPUTF8 was not asked for"),
  RAW_8BIT("a field has raw 8-bit octets that SMTPUTF8 was not asked for"),
  LINE_TOO_LONG("a line is longer than 998 octets"),
  BROKEN_FOLDING("a line is neither a field (Name: value) nor the continuation of one");

  private final String sentence;

  HeaderFault(String sentence) {
    this.sentence = sentence;
  }

  /** As users see it in events and logs: {@code date-missing}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For a person, without the full stop. */
  public String sentence() {
    return sentence;
  }
}
