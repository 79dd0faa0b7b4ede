package io.postweiche.broker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postweiche.core.mail.MailEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as the JSON text published on {@code mail.events}. */
final class EventJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventJson() {}

  static String of(MailEvent event) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("event", event.type().word())
            .put("at", event.at().toString())
            .put("mailId", event.id().value())
            .put("sender", event.sender().toString());
    var recipients = node.putArray("recipients");
    event.recipients().forEach(r -> recipients.add(r.toString()));
    optional(event).forEach((key, value) -> put(node, key, value));
    if (event.possibleDuplicate()) {
      node.put("possibleDuplicate", true);
    }
    return node.toString();
  }

  private static Map<String, @Nullable String> optional(MailEvent event) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    fields.put("queue", event.queue());
    fields.put("relay", event.relay());
    fields.put("stage", event.stage());
    fields.put("verdict", event.verdict());
    fields.put("reply", event.reply());
    fields.put("detail", event.detail());
    return fields;
  }

  private static void put(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }
}
