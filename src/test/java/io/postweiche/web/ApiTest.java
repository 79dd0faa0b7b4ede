package io.postweiche.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API answers to questions; nothing here changes anything. */
class ApiTest {
  @TempDir static Path spool;
  private static WebFixture web;

  @BeforeAll
  static void start() throws IOException {
    web = new WebFixture(spool);
    web.metrics.counter("postweiche_accepted").increment();
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void queuesHaveTheirDepthAndAge() throws IOException {
    JsonNode queue = json(web.get("/api/v1/queues")).get(0);
    assertThat(queue.toString())
        .isEqualTo(
            "{\"name\":\"mail.relay.ionos\",\"depth\":3,\"scheduled\":1,\"consumers\":4,"
                + "\"oldestSeconds\":61,\"state\":\"active\"}");
  }

  @Test
  void aDeadLetterHasExactlyTheFieldsOfTheContract() throws IOException {
    JsonNode page = json(web.get("/api/v1/dead"));
    assertThat(page.get("total").asInt()).isEqualTo(2);
    List<String> names = new ArrayList<>();
    page.get("items").get(0).fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "id",
            "reason",
            "sender",
            "recipients",
            "relay",
            "triedRelays",
            "lastReply",
            "since",
            "attempts",
            "subject",
            "size");
    assertThat(page.get("items").get(0).get("since").asText()).isEqualTo("2026-11-24T08:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "reason=expired, bbbbbbb2",
    "sender=ERP@meinefirma.de, aaaaaaa1",
    "sender=, bbbbbbb2",
    "sender=%3C%3E, bbbbbbb2",
    "domain=MEINEFIRMA.de, aaaaaaa1",
    "relay=smarthost, bbbbbbb2",
    "recipient=kunde@example.com&offset=1, bbbbbbb2",
    "id=aaaaaaa1&id=zzzzzzz9, aaaaaaa1",
    "since=2026-11-24T08:00:00Z&limit=1, aaaaaaa1",
  })
  void filtersNarrow(String query, String id) throws IOException {
    JsonNode items = json(web.get("/api/v1/dead?" + query)).get("items");
    assertThat(items).hasSize(1);
    assertThat(items.get(0).get("id").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain=firma.de", "since=2026-11-24T08:00:01Z", "relay=other"})
  void aFilterThatFitsNothingGivesNothing(String query) throws IOException {
    assertThat(json(web.get("/api/v1/dead?" + query)).get("total").asInt()).isZero();
  }

  @Test
  void limitZeroOnlyCounts() throws IOException {
    assertThat(web.get("/api/v1/dead?limit=0").body())
        .isEqualTo("{\"total\":2,\"offset\":0,\"items\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/dead?sendr=x | unknown query parameter 'sendr'; did you mean 'sender'?",
        "/api/v1/dead?reason=sender-not-alowed | reason: 'sender-not-alowed' is no reason; did you mean 'sender-not-allowed'?",
        "/api/v1/dead?reason=expired&reason=expired | reason: given 2 times",
        "/api/v1/dead?sender=nobody | sender: not an address (local@domain wanted)",
        "/api/v1/dead?domain=a..b | domain: not a domain",
        "/api/v1/dead?since=yesterday | since: 'yesterday' is no time",
        "/api/v1/dead?since=2026-13-45 | since: '2026-13-45' is no time",
        "/api/v1/dead?limit=1001 | limit: '1001' is no number from 0 to 1000",
        "/api/v1/dead?offset=-1 | offset: '-1' is no number",
        "/api/v1/dead?relay=Io_nos | relay: relay name 'Io_nos'",
        "/api/v1/queues?x=1 | unknown query parameter 'x'",
        "/api/v1/track | q: is missing",
        "/api/v1/track?q= | q: is empty",
      })
  void badQueriesAreRefusedByName(String path, String detail) throws IOException {
    assertProblem(web.get(path), 400, detail);
  }

  @Test
  void oneDeadLetterComesWithItsHistory() throws IOException {
    JsonNode letter = json(web.get("/api/v1/dead/aaaaaaa1"));
    assertThat(letter.get("subject").asText()).isEqualTo("Rechnung für Müller");
    assertThat(letter.get("history").get(0).get("stage").asText()).isEqualTo("MAIL");
    assertThat(letter.get("headers").asText()).startsWith("From:");
    assertProblem(web.get("/api/v1/dead/nonesuch"), 404, "there is no dead letter 'nonesuch'");
  }

  @Test
  void itsMessageComesByteForByte() {
    HttpResponse<String> answer = web.get("/api/v1/dead/aaaaaaa1/message");
    assertThat(answer.body()).isEqualTo("Subject: aaaaaaa1\r\n\r\n.dots\r\n");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("message/rfc822");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"aaaaaaa1.eml\"");
  }

  @Test
  void trackTellsAMailsStory() throws IOException {
    JsonNode story = json(web.get("/api/v1/track?q=erp@meinefirma.de")).get(0);
    assertThat(story.get("state").asText()).isEqualTo("mail.dead.sender-not-allowed");
    assertThat(story.get("events")).hasSize(1);
  }

  @Test
  void metricsAreInPrometheusText() {
    HttpResponse<String> answer = web.get("/metrics");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("version=0.0.4");
    assertThat(answer.body()).contains("postweiche_accepted_total 1.0");
  }

  @Test
  void whatIsNotOfferedIsAProblemToo() throws IOException {
    assertProblem(web.get("/api/v2/x"), 404, "GET /api/v2/x is not offered");
    HttpResponse<String> answer = web.send(web.request("/api/v1/queues").DELETE());
    assertProblem(answer, 405, "DELETE /api/v1/queues is not offered; GET is");
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    assertProblem(web.get("/api/v1/dead/..%2fx"), 400, "");
  }

  @Test
  void aHeadAnswersWithoutABody() {
    HttpResponse<String> answer =
        web.send(web.request("/").method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void everyAnswerForbidsFramingSniffingAndCaching() {
    for (String path : List.of("/", "/api/v1/queues", "/nowhere", "/metrics")) {
      HttpResponse<String> answer = web.get(path);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return Json.MAPPER.readTree(answer.body());
  }

  static void assertProblem(HttpResponse<String> answer, int status, String detail)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    Problem problem = Json.MAPPER.readValue(answer.body(), Problem.class);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.detail()).contains(detail);
    assertThat(problem.title()).isNotBlank();
  }
}
