package io.postweiche.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postweiche.core.mail.EventType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of {@code mail.events}. */
final class EventReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventReader() {}

  /**
   * Reads one event.
   *
   * @throws IllegalArgumentException with a reason, when it is none
   */
  static TrackedEvent read(String key, @Nullable String json) {
    JsonNode node = tree(json);
    EventType type = type(need(node, "event", 16));
    return new TrackedEvent(
        key,
        type,
        time(need(node, "at", 64)),
        need(node, "mailId", 64),
        type == EventType.MALFORMED ? null : text(node, "sender", 400),
        recipients(node),
        text(node, "relay", 100),
        text(node, "stage", 16),
        text(node, "verdict", 40),
        text(node, "reply", 4000),
        text(node, "detail", 4000),
        text(node, "messageId", 255),
        text(node, "subject", 200),
        text(node, "traceId", 32));
  }

  private static JsonNode tree(@Nullable String json) {
    try {
      JsonNode node = JSON.readTree(json == null ? "" : json);
      if (!node.isObject()) {
        throw new IllegalArgumentException("no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static EventType type(String word) {
    return EventType.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Instant time(String text) {
    try {
      return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("'at' is no time", e);
    }
  }

  private static List<String> recipients(JsonNode node) {
    Set<String> all = new LinkedHashSet<>();
    for (JsonNode recipient : node.path("recipients")) {
      all.add(cut(recipient.asText(), 400).toLowerCase(Locale.ROOT));
    }
    return new ArrayList<>(all);
  }

  private static String need(JsonNode node, String name, int most) {
    String value = text(node, name, most);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }

  private static @Nullable String text(JsonNode node, String name, int most) {
    JsonNode value = node.get(name);
    return value == null || !value.isTextual() ? null : cut(value.textValue(), most);
  }

  /** PostgreSQL takes no NUL, nor half of a character beyond the basic plane. */
  private static String cut(String text, int most) {
    String clean = text.replace('\0', ' ');
    if (clean.length() <= most) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(most - 1)) ? most - 1 : most;
    return clean.substring(0, end);
  }
}
