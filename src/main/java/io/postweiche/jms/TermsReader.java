package io.postweiche.jms;

import io.postweiche.core.mail.Terms;
import io.postweiche.core.mail.TraceContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks for its mail: {@code notBefore}, {@code expiresAt}, the priority, and
 * where it waits for an answer.
 */
final class TermsReader {
  private static final Instant NEVER_BEFORE = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant NEVER_AFTER = Instant.parse("9999-12-31T23:59:59Z");
  private static final Duration LONGEST_WAIT = Duration.ofDays(366);
  private static final int LONGEST_CORRELATION = 1000;

  private TermsReader() {}

  static Terms read(Message message, PostedProperties properties, Instant now)
      throws JMSException, PostFault {
    Instant notBefore = moment(properties, "notBefore");
    Instant expiresAt = moment(properties, "expiresAt");
    if (notBefore != null && notBefore.isAfter(now.plus(LONGEST_WAIT))) {
      throw new PostFault("property notBefore", "more than a year ahead: " + notBefore);
    }
    if (notBefore != null && expiresAt != null && !expiresAt.isAfter(notBefore)) {
      throw new PostFault(
          "property expiresAt", expiresAt + " is not after notBefore (" + notBefore + ")");
    }
    String replyTo = ReplyTo.of(message);
    return new Terms(
        notBefore,
        expiresAt,
        Math.max(0, Math.min(9, message.getJMSPriority())),
        replyTo,
        replyTo == null ? null : correlation(message),
        trace(properties));
  }

  /** One that is none is as good as absent: it must never cost a mail. */
  private static @Nullable TraceContext trace(PostedProperties properties) throws JMSException {
    try {
      return TraceContext.parse(properties.text("traceparent")).orElse(null);
    } catch (PostFault fault) { // a number
      return null;
    }
  }

  private static @Nullable Instant moment(PostedProperties properties, String name)
      throws JMSException, PostFault {
    Instant moment = properties.moment(name);
    if (moment != null && (moment.isBefore(NEVER_BEFORE) || moment.isAfter(NEVER_AFTER))) {
      throw new PostFault(
          "property " + name, "milliseconds since 1970 wanted, which " + moment + " is hardly");
    }
    return moment;
  }

  /** As JMS has it: the request's own, else its message id. */
  private static @Nullable String correlation(Message message) throws JMSException, PostFault {
    String given = message.getJMSCorrelationID();
    String correlation = given == null ? message.getJMSMessageID() : given;
    if (correlation != null && correlation.length() > LONGEST_CORRELATION) {
      throw new PostFault("JMSCorrelationID", "more than " + LONGEST_CORRELATION + " characters");
    }
    return correlation;
  }
}
