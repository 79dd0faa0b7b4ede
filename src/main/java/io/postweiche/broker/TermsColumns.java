package io.postweiche.broker;

import io.postweiche.core.mail.Terms;
import io.postweiche.core.mail.TraceContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an application asked for its mail, as properties and as the priority of the message. */
final class TermsColumns {
  private TermsColumns() {}

  static void write(Terms terms, Message to) throws JMSException {
    time(to, Properties.NOT_BEFORE, terms.notBefore());
    time(to, Properties.EXPIRES_AT, terms.expiresAt());
    text(to, Properties.REPLY_TO, terms.replyTo());
    text(to, Properties.CORRELATION_ID, terms.correlationId());
    TraceContext trace = terms.trace();
    text(to, Properties.TRACEPARENT, trace == null ? null : trace.traceparent());
    to.setJMSPriority(terms.priority()); // counts where the sender passes it on
  }

  /** Behind others of its own priority, which it keeps all the same. */
  static void stepBack(Message message) throws JMSException {
    if (message.getJMSPriority() > 0) {
      message.setJMSPriority(message.getJMSPriority() - 1);
      message.setBooleanProperty(Properties.BEHIND, true);
    }
  }

  static Terms read(Message from) throws JMSException {
    return new Terms(
        time(from, Properties.NOT_BEFORE),
        time(from, Properties.EXPIRES_AT),
        Math.max(0, Math.min(9, from.getJMSPriority() + (isBehind(from) ? 1 : 0))),
        from.getStringProperty(Properties.REPLY_TO),
        from.getStringProperty(Properties.CORRELATION_ID),
        TraceContext.parse(from.getStringProperty(Properties.TRACEPARENT)).orElse(null));
  }

  private static boolean isBehind(Message message) throws JMSException {
    return message.propertyExists(Properties.BEHIND)
        && message.getBooleanProperty(Properties.BEHIND);
  }

  static void time(Message to, String property, @Nullable Instant at) throws JMSException {
    if (at != null) {
      to.setLongProperty(property, at.toEpochMilli());
    }
  }

  static @Nullable Instant time(Message from, String property) throws JMSException {
    return from.propertyExists(property)
        ? Instant.ofEpochMilli(from.getLongProperty(property))
        : null;
  }

  private static void text(Message to, String property, @Nullable String value)
      throws JMSException {
    if (value != null) {
      to.setStringProperty(property, value);
    }
  }
}
