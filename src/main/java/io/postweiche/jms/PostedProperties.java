package io.postweiche.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a post. Names are read without regard to case, as Camel does, and as camel-jms
 * writes them: {@code Reply_HYPHEN_To}. The exact spelling wins where several fit.
 */
final class PostedProperties {
  // the embedded broker's word on who logged in (broker.PostedBy); no client can write it
  private static final String POSTED_BY = "_AMQ_POSTED_BY";

  private static final String MOMENT =
      "milliseconds since 1970 or a time such as 2026-11-24T18:00:00+01:00 wanted";

  private final Message message;
  private final Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  PostedProperties(Message message) throws JMSException {
    this.message = message;
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements()) {
      String name = String.valueOf(names.nextElement());
      spellings.putIfAbsent(name.replace("_HYPHEN_", "-").replace("_DOT_", "."), name);
    }
  }

  /** The first of these that is set, or null. */
  @Nullable String text(String... names) throws JMSException, PostFault {
    for (String name : names) {
      String spelling = message.propertyExists(name) ? name : spellings.get(name);
      Object value = spelling == null ? null : message.getObjectProperty(spelling);
      if (value instanceof String text) {
        return text;
      }
      if (value != null) {
        throw new PostFault("property " + name, "a string wanted, not " + kind(value));
      }
    }
    return null;
  }

  /** A point in time: milliseconds since 1970 as a number or as digits, or ISO 8601. */
  @Nullable Instant moment(String name) throws JMSException, PostFault {
    String spelling = message.propertyExists(name) ? name : spellings.get(name);
    Object value = spelling == null ? null : message.getObjectProperty(spelling);
    if (value instanceof Long || value instanceof Integer) {
      return Instant.ofEpochMilli(((Number) value).longValue());
    }
    if (value instanceof String text) {
      try {
        return text.strip().matches("\\d{1,18}")
            ? Instant.ofEpochMilli(Long.parseLong(text.strip()))
            : OffsetDateTime.parse(text.strip()).toInstant();
      } catch (DateTimeParseException e) {
        throw new PostFault("property " + name, MOMENT + ", not '" + text + "'");
      }
    }
    if (value != null) {
      throw new PostFault("property " + name, MOMENT + ", not " + value.getClass().getSimpleName());
    }
    return null;
  }

  boolean has(String name) throws JMSException {
    return message.propertyExists(name) || spellings.containsKey(name);
  }

  /** Who logged in to the broker to post this, as far as the broker says so. */
  @Nullable String user() throws JMSException {
    String user;
    if (message.getObjectProperty(POSTED_BY) instanceof byte[] name) {
      user = new String(name, StandardCharsets.UTF_8);
    } else {
      user = message.getStringProperty("JMSXUserID"); // an external broker's word
    }
    // it will stand in a Received line
    return user != null && user.matches("[!-~]{1,200}") ? user : null;
  }

  private static String kind(Object value) {
    return value instanceof Number ? "a number" : value.getClass().getSimpleName();
  }
}
