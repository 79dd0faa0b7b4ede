package io.postweiche.core.mail;

import java.util.List;

/**
 * Who sends to whom (RFC 5321 section 2.3.1), and what the message asks of a relay.
 *
 * @param eightBit the message has octets above 127 ({@code BODY=8BITMIME}, RFC 6152)
 * @param smtpUtf8 the client asked for SMTPUTF8 (RFC 6531)
 */
public record Envelope(
    Address sender, List<Address> recipients, boolean eightBit, boolean smtpUtf8) {
  public Envelope {
    recipients = List.copyOf(recipients);
  }

  public static Envelope of(Address sender, List<Address> recipients) {
    return new Envelope(sender, recipients, false, false);
  }

  public Envelope withRecipients(List<Address> others) {
    return new Envelope(sender, others, eightBit, smtpUtf8);
  }

  public Envelope withSender(Address other) {
    return new Envelope(other, recipients, eightBit, smtpUtf8);
  }
}
