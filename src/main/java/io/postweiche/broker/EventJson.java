package io.postweiche.broker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HeaderFault;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Repair;
import io.postweiche.core.reply.RelayQueueId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event as the JSON text published on {@code mail.events}. */
public final class EventJson {
  /** A mail may be dead or replayed before anybody heard of it. */
  private static final Set<EventType> BEGINNINGS =
      EnumSet.of(EventType.ACCEPTED, EventType.DEAD, EventType.REPLAYED);

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventJson() {}

  /** The text of an event. */
  public static String of(MailEvent event) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("event", event.type().word())
            .put("at", event.at().toString())
            .put("mailId", event.id().value())
            .put("sender", event.sender().toString());
    var recipients = node.putArray("recipients");
    event.recipients().forEach(r -> recipients.add(r.toString()));
    optional(event).forEach((key, value) -> put(node, key, value));
    words(node, "headerFaults", event.header().faults().stream().map(HeaderFault::word).toList());
    words(node, "headerRepairs", event.header().repaired().stream().map(Repair::word).toList());
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
    fields.put("traceId", event.traceId());
    if (BEGINNINGS.contains(event.type())) {
      fields.put("messageId", event.summary().messageId());
      fields.put("subject", event.summary().subject());
    }
    String reply = event.reply();
    if (event.type() == EventType.DELIVERED && reply != null) {
      fields.put("relayId", RelayQueueId.in(reply));
    }
    return fields;
  }

  private static void words(ObjectNode node, String key, List<String> words) {
    if (!words.isEmpty()) {
      words.forEach(node.putArray(key)::add);
    }
  }

  private static void put(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }
}
