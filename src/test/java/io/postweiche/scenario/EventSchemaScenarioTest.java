package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of event, as it really comes, against the JSON Schema that the router serves. */
@Timeout(180)
class EventSchemaScenarioTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final ScriptedRelay one = ScriptedRelay.start();
  private final ScriptedRelay other = ScriptedRelay.start();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Set<String> kinds = new ConcurrentSkipListSet<>();
  private RunningRouter router;

  @BeforeEach
  void start() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", one, "senders: any")
            .relay("b", other, "senders: any", "null-sender: true")
            .senders("\"*\": [a, b]")
            .with(
                "retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%}",
                "bounces: {from: postmaster@meinefirma.de, relays: [b]}")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    one.close();
    other.close();
  }

  @Test
  void everyKindOfEventIsAsTheSchemaSays() throws Exception {
    try (JMSContext client = router.jms().createContext();
        JMSConsumer consumer = client.createConsumer(client.createTopic("mail.events"))) {
      consumer.setMessageListener(message -> note(message));
      provokeAll();
      await()
          .atMost(60, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(kinds).containsExactlyElementsOf(words()));
    }
    JsonNode document = JSON.readTree(router.get("/api/v1/events.schema.json"));
    JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(document);
    JsonNode fields = document.at("/$defs/event/properties");
    for (JsonNode event : events) {
      assertThat(schema.validate(event)).as(event.toString()).isEmpty();
      event
          .fieldNames()
          .forEachRemaining(name -> assertThat(fields.has(name)).as("described: " + name).isTrue());
    }
  }

  @Test
  void aWrongEventIsNone() throws Exception {
    JsonNode document = JSON.readTree(router.get("/api/v1/events.schema.json"));
    JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(document);
    String common =
        "\"at\":\"2026-11-28T12:00:00Z\",\"mailId\":\"0MAIL0MAIL0MAIL01\",\"sender\":\"\",\"recipients\":[]";
    assertThat(schema.validate(JSON.readTree("{\"event\":\"accepted\"," + common + "}"))).isEmpty();
    for (String wrong :
        List.of(
            "{\"event\":\"forgotten\"," + common + "}",
            "{\"event\":\"delivered\"," + common + "}",
            "{\"event\":\"accepted\",\"verdict\":\"fine\"," + common + "}",
            "{\"event\":\"accepted\"}",
            "{}",
            "[]")) {
      assertThat(schema.validate(JSON.readTree(wrong))).as(wrong).isNotEmpty();
    }
  }

  @Test
  void theSchemaKnowsEveryWord() throws Exception {
    JsonNode document = JSON.readTree(router.get("/api/v1/events.schema.json"));
    List<String> described = new ArrayList<>();
    document.get("oneOf").forEach(kind -> described.add(kind.get("$ref").asText()));
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            words().stream().map(word -> "#/$defs/" + word).toList());
    assertThat(texts(document.at("/$defs/event/properties/verdict/enum")))
        .containsExactlyElementsOf(Stream.of(Verdict.values()).map(Verdict::word).toList());
    assertThat(texts(document.at("/$defs/event/properties/stage/enum")))
        .containsExactlyElementsOf(Stream.of(Stage.values()).map(Stage::name).toList());
  }

  private void provokeAll() throws Exception {
    one.at(At.MAIL).on("refused.example").replies("550 Sender address is not allowed.");
    one.at(At.MAIL).on("later.example").once().replies("451 4.3.0 not now");
    one.at(At.RCPT).on("nobody").replies("550 5.1.1 no such user");
    router.send("x@refused.example", "kunde@example.org"); // refused, delivered
    router.send("x@later.example", "kunde@example.org"); // deferred
    router.send("x@meinefirma.de", "nobody@example.org"); // dead, reported
    router.send("y@meinefirma.de", "nobody@example.org");
    await().atMost(60, TimeUnit.SECONDS).until(() -> count("dead") == 2);
    router.post("/api/v1/dead/replay", "{\"options\":{\"limit\":1}}");
    await().atMost(60, TimeUnit.SECONDS).until(() -> count("dead") == 3);
    router.post("/api/v1/dead/discard", "{\"all\":true}");
    try (Keyed client = new Keyed(router.jms())) {
      client.ask("order-1", "erp@meinefirma.de");
      client.ask("order-1", "erp@meinefirma.de"); // duplicate
      client.post("order-2", "nobody", "x", null); // malformed
    }
    router.post("/api/v1/relays/a/suspend", "{}");
    router.send("z@meinefirma.de", "kunde@example.org");
    router.senders("\"*\": [b]").without("a").reconfigure(); // moved
  }

  private long count(String kind) {
    return events.stream().filter(event -> event.path("event").asText().equals(kind)).count();
  }

  private void note(jakarta.jms.Message message) {
    try {
      JsonNode event = JSON.readTree(message.getBody(String.class));
      events.add(event);
      kinds.add(event.path("event").asText());
    } catch (jakarta.jms.JMSException | java.io.IOException e) {
      kinds.add("unreadable: " + e);
    }
  }

  private static Set<String> words() {
    return new TreeSet<>(Arrays.stream(EventType.values()).map(EventType::word).toList());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
