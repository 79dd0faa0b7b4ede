package io.postweiche.broker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HeaderFault;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Repair;
import io.postweiche.core.reply.RelayQueueId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event as the JSON text published on {@code mail.events}. */
final class EventJson {
  /** A mail may be dead or replayed before anybody heard of it. */
  private static final Set<EventType> BEGINNINGS =
      EnumSet.of(EventType.ACCEPTED, EventType.DEAD, EventType.REPLAYED);

  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_LENGTH = 700;

  private EventJson() {}

  static String of(MailEvent event) {
    StringWriter text = new StringWriter(USUAL_LENGTH);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      beginning(event, json);
      ending(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written but memory
    }
    return text.toString();
  }

  private static void beginning(MailEvent event, JsonGenerator json) throws IOException {
    json.writeStringField("event", event.type().word());
    json.writeStringField("at", event.at().toString());
    json.writeStringField("mailId", event.id().value());
    json.writeStringField("sender", event.sender().toString());
    json.writeArrayFieldStart("recipients");
    for (Address recipient : event.recipients()) {
      json.writeString(recipient.toString());
    }
    json.writeEndArray();
    put(json, "queue", event.queue());
    put(json, "relay", event.relay());
    put(json, "stage", event.stage());
    put(json, "verdict", event.verdict());
    put(json, "reply", event.reply());
    put(json, "detail", event.detail());
    put(json, "traceId", event.traceId());
  }

  private static void ending(MailEvent event, JsonGenerator json) throws IOException {
    if (BEGINNINGS.contains(event.type())) {
      put(json, "messageId", event.summary().messageId());
      put(json, "subject", event.summary().subject());
    }
    String reply = event.reply();
    if (event.type() == EventType.DELIVERED && reply != null) {
      put(json, "relayId", RelayQueueId.in(reply));
    }
    words(json, "headerFaults", event.header().faults().stream().map(HeaderFault::word).toList());
    words(json, "headerRepairs", event.header().repaired().stream().map(Repair::word).toList());
    if (event.possibleDuplicate()) {
      json.writeBooleanField("possibleDuplicate", true);
    }
  }

  private static void words(JsonGenerator json, String key, List<String> words) throws IOException {
    if (!words.isEmpty()) {
      json.writeArrayFieldStart(key);
      for (String word : words) {
        json.writeString(word);
      }
      json.writeEndArray();
    }
  }

  private static void put(JsonGenerator json, String key, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(key, value);
    }
  }
}
