package io.postweiche.core.mail;

import java.util.List;
import java.util.function.Predicate;

/**
 * Who sends to whom (RFC 5321 section 2.3.1), what the message asks of a relay, and what its sender
 * wants to hear.
 *
 * @param eightBit the message has octets above 127 ({@code BODY=8BITMIME}, RFC 6152)
 * @param smtpUtf8 the client asked for SMTPUTF8 (RFC 6531)
 */
public record Envelope(
    Address sender, List<Address> recipients, boolean eightBit, boolean smtpUtf8, Dsn dsn) {
  public Envelope {
    recipients = List.copyOf(recipients);
  }

  public Envelope(Address sender, List<Address> recipients, boolean eightBit, boolean smtpUtf8) {
    this(sender, recipients, eightBit, smtpUtf8, Dsn.NONE);
  }

  public static Envelope of(Address sender, List<Address> recipients) {
    return new Envelope(sender, recipients, false, false);
  }

  /** To these alone, with what was asked for them. */
  public Envelope withRecipients(List<Address> others) {
    return new Envelope(sender, others, eightBit, smtpUtf8, dsn.of(others));
  }

  public Envelope withSender(Address other) {
    return new Envelope(other, recipients, eightBit, smtpUtf8, dsn);
  }

  /** The recipients of whom the sender wants to hear that. */
  public List<Address> wishing(Predicate<DsnWish> wish) {
    return recipients.stream().filter(to -> wish.test(dsn.wish(to))).toList();
  }
}
