package io.postweiche.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postweiche.core.mail.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail's history in one property: a JSON array of objects. */
final class HistoryColumn {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HistoryColumn() {}

  static @Nullable String write(List<HistoryEntry> history) {
    if (history.isEmpty()) {
      return null;
    }
    ArrayNode array = JSON.createArrayNode();
    for (HistoryEntry entry : history) {
      ObjectNode node =
          array.addObject().put("at", entry.at().toString()).put("what", entry.what());
      put(node, "relay", entry.relay());
      put(node, "stage", entry.stage());
      put(node, "verdict", entry.verdict());
      put(node, "detail", entry.detail());
    }
    return array.toString();
  }

  static List<HistoryEntry> read(@Nullable String column) {
    List<HistoryEntry> history = new ArrayList<>();
    if (column != null && !column.isEmpty()) {
      for (JsonNode node : parse(column)) {
        history.add(
            new HistoryEntry(
                Instant.parse(node.path("at").asText("1970-01-01T00:00:00Z")),
                node.path("what").asText(""),
                text(node, "relay"),
                text(node, "stage"),
                text(node, "verdict"),
                text(node, "detail")));
      }
    }
    return history;
  }

  private static JsonNode parse(String column) {
    try {
      return JSON.readTree(column);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the property history is no JSON", e);
    }
  }

  private static void put(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }

  private static @Nullable String text(JsonNode node, String key) {
    return node.hasNonNull(key) ? node.get(key).asText() : null;
  }
}
