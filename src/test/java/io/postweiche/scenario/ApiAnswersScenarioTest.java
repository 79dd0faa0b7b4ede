package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real router with a day's troubles answers is what its OpenAPI document says. */
class ApiAnswersScenarioTest {
  private static final String API = "/api/v1";
  private static final Map<String, String> QUERIES =
      Map.of(
          "/track",
          "?q=" + ConsoleStage.CUSTOMER,
          "/explain",
          "?sender=a@meinefirma.de&headerFrom=b@meinefirma.de&recipient=c@example.org&size=100");
  private static final String FILTER = "{\"filter\":{\"sender\":\"" + ConsoleStage.SENDER + "\"}";

  @TempDir Path folder;
  private ConsoleStage stage;
  private ApiDocument document;
  private String id;
  private String job;

  @BeforeEach
  void start() throws Exception {
    stage = new ConsoleStage(folder).filled();
    document = new ApiDocument(stage.router.get(API + "/openapi.json"));
    id = json(ask("GET", "/dead?sender=" + ConsoleStage.SENDER)).at("/items/0/id").asText();
    String body = "{\"replay\":" + FILTER + ",\"options\":{\"dryRun\":true}}}";
    job = json(checked("POST", "/jobs", "/jobs", body)).get("id").asText();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void everythingThatCanBeRead() throws Exception {
    for (String path : document.paths("get")) {
      String asked = path.substring(API.length());
      if (!asked.equals("/events")) { // has no end
        String filled =
            asked.replace("{id}", id).replace("{job}", job).replace("{name}", "ionos")
                + QUERIES.getOrDefault(asked, "");
        assertThat(checked("GET", asked, filled, null).statusCode()).as(asked).isEqualTo(200);
      }
    }
  }

  @Test
  void whatIsNotThereOrNotMeant() throws Exception {
    for (String path : document.paths("get")) {
      String asked = path.substring(API.length());
      String filled = asked.replaceAll("\\{\\w+}", "nonesuch");
      int wanted = asked.contains("{") ? 404 : 400;
      String query = asked.contains("{") ? "" : "?nonesuch=1";
      assertThat(checked("GET", asked, filled + query, null).statusCode())
          .as(asked)
          .isEqualTo(wanted);
    }
  }

  @Test
  void whatChangesSomething() throws Exception {
    checked("POST", "/relays/{name}/suspend", "/relays/smarthost/suspend", "");
    checked("POST", "/relays/{name}/resume", "/relays/smarthost/resume", "");
    String dry = FILTER + ",\"options\":{\"dryRun\":true}}";
    assertThat(checked("POST", "/dead/replay", "/dead/replay", dry).body())
        .contains("would-replay", "\"summary\"");
    assertThat(checked("POST", "/dead/discard", "/dead/discard", dry).body())
        .contains("would-discard");
    checked("DELETE", "/jobs/{job}", "/jobs/" + job, null);
    assertThat(checked("POST", "/jobs", "/jobs", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void aRememberedRefusalIsForgottenAndThatIsInTheAuditLog() throws Exception {
    String explain = "/explain?sender=" + ConsoleStage.SENDER;
    assertThat(json(ask("GET", explain)).at("/skipped/0/why").asText())
        .isEqualTo("remembered-refusal");
    assertThat(json(ask("GET", "/relays/ionos")).at("/rememberedRefusals/0/senderDomain").asText())
        .isEqualTo("meinefirma.de");
    String route = "/relays/{name}/refusals/{senderDomain}";
    String refusal = "/relays/ionos/refusals/Meinefirma.DE";
    assertThat(json(checked("DELETE", route, refusal, null)).get("rememberedRefusals")).isEmpty();
    assertThat(json(ask("GET", explain)).at("/candidates/0/relay").asText()).isEqualTo("ionos");
    JsonNode newest = json(ask("GET", "/audit?limit=1")).get(0);
    assertThat(newest.get("action").asText()).isEqualTo("forget-refusal");
    assertThat(newest.get("target").asText()).isEqualTo("ionos");
    assertThat(newest.get("detail").asText()).isEqualTo("meinefirma.de");
    assertThat(checked("DELETE", route, refusal, null).statusCode()).isEqualTo(404);
    assertThat(
            checked("DELETE", route, "/relays/ionos/refusals/%3C%3E", null).statusCode()
                + checked("DELETE", route, "/relays/x/refusals/a.de", null).statusCode())
        .isEqualTo(404 + 404);
  }

  @Test
  void thePartsOfADeadLetter() throws Exception {
    stage.raw(
        "b@meinefirma.de",
        "c@example.org",
        "From: <b@meinefirma.de>\r\nSubject: Anlage\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nText\r\n--x\r\n"
            + "Content-Type: text/html\r\n\r\n<p>\r\n--x\r\nContent-Type: application/pdf\r\n"
            + "Content-Disposition: attachment; filename=plan.pdf\r\n\r\n12345\r\n--x--\r\n");
    stage.awaitDead(9);
    String other = json(ask("GET", "/dead?sender=b@meinefirma.de")).at("/items/0/id").asText();
    JsonNode parts = json(checked("GET", "/dead/{id}/parts", "/dead/" + other + "/parts", null));
    assertThat(parts.get("headers").asText()).contains("Subject: Anlage");
    assertThat(parts.get("text").asText()).isEqualTo("Text");
    assertThat(parts.get("hasHtml").asBoolean()).isTrue();
    assertThat(parts.at("/attachments/0").toString())
        .isEqualTo("{\"name\":\"plan.pdf\",\"type\":\"application/pdf\",\"size\":5}");
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  private HttpResponse<String> checked(String method, String route, String path, String body)
      throws Exception {
    HttpResponse<String> answer = ask(method, path, body);
    String word = method.toLowerCase(Locale.ROOT);
    assertThat(document.faults(word, API + route, answer)).as(method + " " + path).isEmpty();
    return answer;
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    return ask(method, path, null);
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stage.router.url() + API + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
