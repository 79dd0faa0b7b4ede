package io.postweiche.jms;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Mailbox;
import jakarta.jms.JMSException;
import java.util.List;

/** The envelope of a post: the properties {@code mailFrom} and {@code rcptTo}, else its headers. */
final class EnvelopeReader {
  private EnvelopeReader() {}

  static Envelope read(PostedProperties properties, Letter letter) throws JMSException, PostFault {
    Address sender = sender(properties, letter);
    List<Address> recipients = recipients(properties, letter).stream().distinct().toList();
    Sizes.checkRecipients(recipients.size());
    if (recipients.isEmpty()) {
      throw new PostFault("no recipients: the property rcptTo, or To, Cc or Bcc, is wanted");
    }
    boolean utf8 = sender.needsSmtpUtf8() || recipients.stream().anyMatch(Address::needsSmtpUtf8);
    return new Envelope(sender, recipients, letter.eightBit(), utf8);
  }

  private static Address sender(PostedProperties properties, Letter letter)
      throws JMSException, PostFault {
    String text = properties.text("mailFrom");
    if (text == null) {
      return letter.addressing().sender();
    }
    boolean none = text.isBlank() || text.strip().equals("<>");
    return none ? Address.NULL : Mailboxes.one("property mailFrom", text).address();
  }

  private static List<Address> recipients(PostedProperties properties, Letter letter)
      throws JMSException, PostFault {
    String text = properties.text("rcptTo");
    if (text == null) {
      return letter.addressing().recipients();
    }
    if (text.isBlank()) {
      throw new PostFault("property rcptTo", "empty; leave it out to send to To, Cc and Bcc");
    }
    return Mailboxes.list("property rcptTo", text).stream().map(Mailbox::address).toList();
  }
}
