package io.postweiche.broker;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dead letter read from its properties alone, tolerant: a malformed post may hold anything. */
final class DeadLetterColumns {
  private DeadLetterColumns() {}

  static DeadLetter read(Message message, DeadReason reason) throws JMSException {
    String id = text(message, Properties.MAIL_ID);
    return new DeadLetter(
        id == null ? String.valueOf(message.getJMSMessageID()) : id,
        reason.word(),
        explanation(message),
        orEmpty(text(message, Properties.MAIL_FROM)),
        text(message, Properties.HEADER_FROM),
        list(text(message, Properties.RCPT_TO)),
        text(message, Properties.RELAY),
        list(text(message, Properties.TRIED_RELAYS)),
        text(message, Properties.LAST_REPLY),
        Instant.ofEpochMilli(message.getJMSTimestamp()),
        number(message, Properties.ATTEMPT),
        text(message, Properties.SUBJECT),
        size(message),
        history(message));
  }

  /** A letter that the broker has parked or expired bears no word of ours on it. */
  private static @Nullable String explanation(Message message) throws JMSException {
    String queue = parkedFrom(message);
    if (queue == null) {
      return text(message, Properties.REASON);
    }
    return message.propertyExists("_AMQ_ACTUAL_EXPIRY")
        ? "expired in " + queue
        : "taken out of " + queue + " and put back too often, for faults that the log tells";
  }

  /** The queue from which the broker itself has put this message here; null for what we put. */
  static @Nullable String parkedFrom(Message message) throws JMSException {
    return text(message, "_AMQ_ORIG_QUEUE");
  }

  private static long size(Message message) throws JMSException {
    if (message.getObjectProperty(Properties.SIZE) instanceof Number size) {
      return size.longValue();
    }
    if (message instanceof BytesMessage bytes) {
      return bytes.getBodyLength();
    }
    String text = message instanceof TextMessage posted ? posted.getText() : null;
    return text == null ? 0 : text.length();
  }

  private static List<HistoryEntry> history(Message message) throws JMSException {
    try {
      return HistoryColumn.read(text(message, Properties.HISTORY));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      return List.of(); // a malformed post that carries a property of that name
    }
  }

  private static int number(Message message, String property) throws JMSException {
    return message.getObjectProperty(property) instanceof Number number ? number.intValue() : 0;
  }

  private static List<String> list(@Nullable String column) {
    return column == null || column.isEmpty() ? List.of() : Arrays.asList(column.split(","));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String text(Message message, String property) throws JMSException {
    Object value = message.getObjectProperty(property);
    return value == null ? null : value.toString();
  }
}
