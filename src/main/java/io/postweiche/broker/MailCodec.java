package io.postweiche.broker;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summary;
import io.postweiche.core.routing.RelayId;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mail's envelope and journey as JMS properties, and back. */
final class MailCodec {
  private MailCodec() {}

  static void write(Mail mail, Message to) throws JMSException {
    to.setStringProperty(Properties.MAIL_ID, mail.id().value());
    to.setStringProperty(Properties.MAIL_FROM, mail.envelope().sender().toString());
    to.setStringProperty(Properties.RCPT_TO, AddressColumn.join(mail.envelope().recipients()));
    to.setBooleanProperty(Properties.EIGHT_BIT, mail.envelope().eightBit());
    to.setBooleanProperty(Properties.SMTP_UTF8, mail.envelope().smtpUtf8());
    set(to, Properties.DSN, DsnColumn.write(mail.envelope().dsn()));
    to.setLongProperty(Properties.SIZE, mail.content().size());
    Address headerFrom = mail.summary().headerFrom();
    set(to, Properties.HEADER_FROM, headerFrom == null ? null : headerFrom.toString());
    set(to, Properties.SUBJECT, mail.summary().subject());
    set(to, Properties.MESSAGE_ID, mail.summary().messageId());
    TermsColumns.write(mail.terms(), to);
    write(mail.journey(), to);
  }

  private static void write(Journey journey, Message to) throws JMSException {
    to.setLongProperty(Properties.ACCEPTED_AT, journey.acceptedAt().toEpochMilli());
    to.setIntProperty(Properties.ATTEMPT, journey.attempt());
    set(to, Properties.RELAY, text(journey.relay()));
    set(to, Properties.PINNED_RELAY, text(journey.pinned()));
    set(
        to,
        Properties.TRIED_RELAYS,
        journey.triedRelays().stream().map(RelayId::value).collect(Collectors.joining(",")));
    set(to, Properties.LAST_REPLY, journey.lastReply());
    set(to, Properties.REASON, journey.reason());
    set(to, Properties.HISTORY, HistoryColumn.write(journey.history()));
    TermsColumns.time(to, Properties.DELAY_TOLD, journey.delayTold());
  }

  /**
   * Reads a mail; the body is given apart because it may lie in a file.
   *
   * @throws IllegalArgumentException with the property at fault
   */
  static Mail read(Message from, Content content) throws JMSException {
    return new Mail(
        new MailId(required(from, Properties.MAIL_ID)),
        envelope(from),
        new Summary(
            address(from, Properties.HEADER_FROM),
            from.getStringProperty(Properties.SUBJECT),
            from.getStringProperty(Properties.MESSAGE_ID)),
        journey(from),
        content,
        TermsColumns.read(from));
  }

  private static Envelope envelope(Message from) throws JMSException {
    List<Address> recipients = AddressColumn.split(required(from, Properties.RCPT_TO));
    if (recipients.isEmpty() || recipients.contains(Address.NULL)) {
      // delivered to nobody it would be gone without a word
      throw new IllegalArgumentException("the property " + Properties.RCPT_TO + " names nobody");
    }
    return new Envelope(
        Address.of(required(from, Properties.MAIL_FROM)),
        recipients,
        from.propertyExists(Properties.EIGHT_BIT) && from.getBooleanProperty(Properties.EIGHT_BIT),
        from.propertyExists(Properties.SMTP_UTF8) && from.getBooleanProperty(Properties.SMTP_UTF8),
        DsnColumn.read(from.getStringProperty(Properties.DSN)));
  }

  private static Journey journey(Message from) throws JMSException {
    return new Journey(
        Instant.ofEpochMilli(
            from.propertyExists(Properties.ACCEPTED_AT)
                ? from.getLongProperty(Properties.ACCEPTED_AT)
                : from.getJMSTimestamp()),
        from.propertyExists(Properties.ATTEMPT) ? from.getIntProperty(Properties.ATTEMPT) : 0,
        relay(from.getStringProperty(Properties.RELAY)),
        relay(from.getStringProperty(Properties.PINNED_RELAY)),
        relays(from.getStringProperty(Properties.TRIED_RELAYS)),
        from.getStringProperty(Properties.LAST_REPLY),
        from.getStringProperty(Properties.REASON),
        HistoryColumn.read(from.getStringProperty(Properties.HISTORY)),
        TermsColumns.time(from, Properties.DELAY_TOLD));
  }

  private static String required(Message from, String property) throws JMSException {
    String value = from.getStringProperty(property);
    if (value == null) {
      throw new IllegalArgumentException("the property " + property + " is missing");
    }
    return value;
  }

  private static @Nullable Address address(Message from, String property) throws JMSException {
    String value = from.getStringProperty(property);
    return value == null || value.isEmpty() ? null : Address.of(value);
  }

  private static @Nullable RelayId relay(@Nullable String value) {
    return value == null || value.isEmpty() ? null : new RelayId(value);
  }

  private static List<RelayId> relays(@Nullable String value) {
    return value == null || value.isEmpty()
        ? List.of()
        : Arrays.stream(value.split(",")).map(RelayId::new).toList();
  }

  private static @Nullable String text(@Nullable RelayId relay) {
    return relay == null ? null : relay.value();
  }

  private static void set(Message to, String property, @Nullable String value) throws JMSException {
    if (value != null && !value.isEmpty()) {
      to.setStringProperty(property, value);
    }
  }
}
