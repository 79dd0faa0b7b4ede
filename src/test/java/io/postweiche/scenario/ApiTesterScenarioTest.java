package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postweiche.web.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * A schema-driven tester that nobody here wrote asks a real router all that its document offers.
 */
class ApiTesterScenarioTest {
  private static final String OPERATOR = "operate-0123456789abcdef0123456789";
  private static final String VIEWER = "view-0123456789abcdef0123456789";

  /** The stream has no end; the document is no instance of a schema of its own. */
  private static final String ALL = "PATH!='/api/v1/events' && PATH!='/api/v1/openapi.json'";

  /** Only the role operate may read these. */
  private static final String TEXTS =
      " && PATH!='/api/v1/dead/{id}/message' && PATH!='/api/v1/dead/{id}/parts'";

  @TempDir Path folder;
  private ConsoleStage stage;
  private Specmatic tester;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    stage = new ConsoleStage(new RunningRouter(folder).tokens(OPERATOR, VIEWER)).filled();
    // kept: its log has each request and answer
    Path work = Path.of("target/specmatic", test.getTestMethod().orElseThrow().getName());
    tester = new Specmatic(work, document(), values());
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void whatCanBeReadAndTakenBack() throws Exception {
    Specmatic.Found found =
        tester.run(url(), OPERATOR, "(METHOD='GET' || METHOD='DELETE') && " + ALL, "none");
    assertThat(found.faults()).isEmpty();
    assertThat(found.tests()).isGreaterThan(50);
  }

  @Test
  void whatOneWhoOnlyLooksMayRead() throws Exception {
    Specmatic.Found found = tester.run(url(), VIEWER, "METHOD='GET' && " + ALL + TEXTS, "none");
    assertThat(found.faults()).isEmpty();
    assertThat(found.tests()).isGreaterThan(50);
  }

  @Test
  void whatChangesSomethingAndEveryWayToAskForItWrongly() throws Exception {
    // one is left: a replay at one mail a minute shall not take minutes
    stage.router.post("/api/v1/dead/discard", "{\"all\":true,\"options\":{\"limit\":7}}");
    Specmatic.Found found = tester.run(url(), OPERATOR, "METHOD='POST'", "all");
    // an empty body shall not delete everything: no schema can say that of a filter without values
    assertThat(found.faults())
        .allSatisfy(
            fault ->
                assertThat(fault)
                    .contains("400 Bad Request", "without a filter this would delete every"));
    assertThat(found.tests()).isGreaterThan(100);
  }

  private String url() {
    return stage.router.url();
  }

  /** As served, but for one way to log in instead of three: each would ask everything once more. */
  private String document() throws Exception {
    ObjectNode document = (ObjectNode) json("/api/v1/openapi.json");
    document.putArray("security").addObject().putArray("token");
    return Json.MAPPER.writeValueAsString(document);
  }

  private String values() throws Exception {
    String id = json("/api/v1/dead?sender=" + ConsoleStage.SENDER).at("/items/0/id").asText();
    String cursor = json("/api/v1/mails?limit=1").get("next").asText();
    String job =
        Json.MAPPER
            .readTree(
                stage.router.post("/api/v1/jobs", "{\"replay\":{\"options\":{\"dryRun\":true}}}"))
            .get("id")
            .asText();
    String filter =
        "sender: %s, recipient: %s, domain: meinefirma.de, relay: ionos, since: 2h, id: [%s]"
            .formatted(ConsoleStage.SENDER, ConsoleStage.CUSTOMER, id);
    return String.join(
        "\n",
        List.of(
            "PARAMETERS:",
            "  PATH: {id: " + id + ", name: ionos, job: " + job + ", senderDomain: meinefirma.de}",
            "  QUERY: {" + filter + ", q: " + ConsoleStage.CUSTOMER + ", cursor: " + cursor + ",",
            "    headerFrom: a@meinefirma.de, from: a@meinefirma.de, until: 1m}",
            "FilterBody: {" + filter + "}",
            "DiscardRequest: {all: true}",
            "ReplayRequest: {options: {via: smarthost, sender: a@meinefirma.de}}",
            ""));
  }

  private JsonNode json(String path) throws IOException {
    try {
      return Json.MAPPER.readTree(stage.router.get(path));
    } catch (Exception e) {
      throw new IOException(path, e);
    }
  }
}
