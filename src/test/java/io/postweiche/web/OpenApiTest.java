package io.postweiche.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document and the start page say what the server does. */
class OpenApiTest {
  @TempDir Path spool;

  @Test
  void everyPathOfTheDocumentIsOfferedAndTheConsoleLeadsToIt() throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      assertThat(web.get("/").body()).contains("href=\"/api/v1/openapi.json\"");
      Map<String, JsonNode> paths = fields(document(web).get("paths"));
      assertThat(paths).hasSizeGreaterThan(10);
      paths.forEach(
          (path, methods) -> fields(methods).keySet().forEach(m -> assertOffered(web, m, path)));
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
              EventView.class)) {
        assertThat(fields(schemas.at("/" + type.getSimpleName() + "/properties")).keySet())
            .as(type.getSimpleName())
            .containsExactlyElementsOf(components(type));
      }
    }
  }

  private static void assertOffered(WebFixture web, String method, String path) {
    HttpResponse<String> answer =
        web.send(
            web.request(path.replaceAll("[{}]", "") + "?nonsense=1") // no stream begins
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
    assertThat(answer.body()).as(method + " " + path).doesNotContain("is not offered");
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
