package io.postweiche.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.config.TlsMode;
import io.postweiche.core.limit.Span;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.Decision;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document and the start page say what the server does. */
class OpenApiTest {
  @TempDir Path spool;

  @Test
  void theDocumentHasWhatTheCodeOffersAndNothingElse() throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      assertThat(web.get("/").body()).contains("href=\"/api/v1/openapi.json\"");
      List<String> offered =
          web.server.offered().stream().filter(route -> route.contains(" /api/")).toList();
      assertThat(offered).hasSizeGreaterThan(20);
      assertThat(operations(document(web))).containsExactlyInAnyOrderElementsOf(offered);
    }
  }

  @Test
  void parametersInAPathAreThoseOfThePath() throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      fields(document(web).get("paths"))
          .forEach(
              (path, methods) ->
                  fields(methods)
                      .forEach(
                          (method, operation) ->
                              assertThat(inPath(operation))
                                  .as(method + " " + path)
                                  .containsExactlyElementsOf(braced(path))));
    }
  }

  @Test
  void everyWordThatTheCodeKnowsIsInTheDocument() throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      JsonNode document = document(web);
      List<String> events = words(EventType.values(), EventType::word);
      List<String> reasons = words(DeadReason.values(), DeadReason::word);
      assertWords(document, "EventView/properties/event", events);
      assertWords(document, "StoryLine/properties/state", events);
      assertWords(document, "DeadLetterView/properties/reason", reasons);
      assertWords(document, "DeadLetterDetail/properties/reason", reasons);
      assertWords(document, "DeadGroup/properties/reason", reasons);
      assertWords(document, "Job/properties/state", words(Job.State.values(), Job.State::word));
      assertWords(
          document,
          "LetterOutcome/properties/outcome",
          words(LetterOutcome.Outcome.values(), LetterOutcome.Outcome::word));
      assertWords(
          document,
          "Explanation/properties/skipped/items/properties/why",
          words(Decision.Why.values(), OpenApiTest::hyphened));
      assertWords(
          document, "RelayView/properties/tls", words(TlsMode.values(), OpenApiTest::hyphened));
      assertWords(
          document,
          "RelayView/properties/paused/properties/cause",
          words(Pause.Cause.values(), Pause.Cause::word));
      assertWords(
          document,
          "RelayView/properties/limits/items/properties/window",
          words(Span.values(), Span::word));
      assertThat(texts(parameter(document, "/api/v1/mails", "state").at("/schema/enum")))
          .isEqualTo(events);
      assertThat(texts(parameter(document, "/api/v1/events", "event").at("/schema/items/enum")))
          .isEqualTo(events);
    }
  }

  @Test
  void everySchemaHasTheFieldsOfItsRecord() throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      JsonNode schemas = document(web).at("/components/schemas");
      for (Class<?> type :
          List.of(
              Problem.class,
              QueueView.class,
              DeadLetterView.class,
              DeadLetterPage.class,
              HistoryEntry.class,
              FilterBody.class,
              ReplayRequest.class,
              DiscardRequest.class,
              LetterOutcome.class,
              ProgressLine.class,
              RelayView.class,
              SandboxMail.class,
              Story.class,
              Health.class,
              Job.class,
              JobRequest.class,
              AuditEntry.class,
              StoryLine.class,
              StoryPage.class,
              Flow.class,
              DeadGroup.class,
              LetterParts.class,
              Explanation.class,
              ConfigurationView.class,
              EventView.class)) {
        assertThat(fields(schemas.at("/" + type.getSimpleName() + "/properties")).keySet())
            .as(type.getSimpleName())
            .containsExactlyElementsOf(components(type));
      }
    }
  }

  private static List<String> operations(JsonNode document) {
    List<String> operations = new ArrayList<>();
    fields(document.get("paths"))
        .forEach(
            (path, methods) ->
                fields(methods)
                    .keySet()
                    .forEach(m -> operations.add(m.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  private static List<String> inPath(JsonNode operation) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.get("in").asText().equals("path")) {
        names.add(parameter.get("name").asText());
      }
    }
    return names;
  }

  private static List<String> braced(String path) {
    return Pattern.compile("\\{(\\w+)}").matcher(path).results().map(m -> m.group(1)).toList();
  }

  private static JsonNode parameter(JsonNode document, String path, String name) {
    for (JsonNode parameter : document.at("/paths").get(path).at("/get/parameters")) {
      if (parameter.get("name").asText().equals(name)) {
        return parameter;
      }
    }
    throw new AssertionError(path + " has no parameter " + name);
  }

  private static void assertWords(JsonNode document, String schema, List<String> words) {
    assertThat(texts(document.at("/components/schemas/" + schema + "/enum")))
        .as(schema)
        .containsExactlyInAnyOrderElementsOf(words);
  }

  private static <E> List<String> words(E[] values, Function<E, String> word) {
    return Arrays.stream(values).map(word).toList();
  }

  private static String hyphened(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static JsonNode document(WebFixture web) throws IOException {
    return Json.MAPPER.readTree(web.get("/api/v1/openapi.json").body());
  }

  private static Map<String, JsonNode> fields(JsonNode node) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    node.properties().forEach(e -> fields.put(e.getKey(), e.getValue()));
    return fields;
  }

  private static List<String> components(Class<?> type) {
    return new ArrayList<>(
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
  }
}
