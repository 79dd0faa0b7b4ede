package io.postweiche.web;

import static io.postweiche.web.ApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.ConsoleUser;
import io.postweiche.config.HostPort;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.Role;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What who may do, and what the audit log tells of it. */
class RolesTest {
  private static final String[] OPS = basic("ops", "geheim");
  private static final String[] EYES = basic("eyes", "sehen");
  private static final String[] CI = {"Authorization", "Bearer gucken"};
  private static final String[] BOT = {"Authorization", "bearer machen"};
  @TempDir Path spool;
  private WebFixture web;

  @BeforeEach
  void start() throws IOException {
    String hashed = PasswordHash.hash("machen", new SecureRandom());
    web =
        new WebFixture(
            spool,
            new ConsoleSettings(
                HostPort.of("127.0.0.1:0"),
                Map.of("ops", user("geheim", Role.OPERATE), "eyes", user("sehen", Role.VIEW)),
                Map.of("ci", user("gucken", Role.VIEW), "bot", user(hashed, Role.OPERATE))));
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queues",
        "relays",
        "dead",
        "dead/aaaaaaa1",
        "track?q=x",
        "audit",
        "jobs",
        "health"
      })
  void whoMayOnlyLookReadsEverything(String path) {
    for (String[] who : List.of(EYES, CI, OPS, BOT)) {
      assertThat(web.get("/api/v1/" + path, who).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/dead/replay", "/dead/discard", "/relays/ionos/suspend", "/jobs", "/mails"})
  void whoMayOnlyLookChangesNothing(String path) throws IOException {
    for (String[] who : List.of(EYES, CI)) {
      assertProblem(web.postJson(path, "{\"all\":true}", who), 403, "this needs operate");
    }
    assertThat(web.operations.dead).hasSize(2);
    assertThat(web.operations.suspended).isEmpty();
    assertThat(web.audit.recent(10)).isEmpty();
  }

  @Test
  void theTextOfAMessageIsForOperators() throws IOException {
    String path = "/api/v1/dead/aaaaaaa1/message";
    assertProblem(web.get(path, EYES), 403, "'eyes' has the role view");
    assertThat(web.get(path, BOT).body()).contains("Subject: aaaaaaa1");
  }

  @Test
  void whatTheDocumentKeepsForOperatorsIsRefusedToOthersAndNothingIsOpen() throws IOException {
    JsonNode paths = Json.MAPPER.readTree(web.get("/api/v1/openapi.json", OPS).body()).get("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String what = method.getKey() + " " + path.getKey();
        // an unknown parameter, so that no stream begins
        String where = path.getKey().replaceAll("[{}]", "") + "?nonsense=1";
        assertProblem(asked(method.getKey(), where), 401, "log in");
        boolean kept = method.getValue().get("summary").asText().contains("Needs the role operate");
        HttpResponse<String> seen = asked(method.getKey(), where, EYES);
        assertThat(seen.statusCode() == 403).as(what + ": " + seen.body()).isEqualTo(kept);
        assertThat(asked(method.getKey(), where, OPS).statusCode()).as(what).isEqualTo(400);
      }
    }
  }

  private HttpResponse<String> asked(String method, String where, String... who) {
    return web.send(
        web.request(where, who)
            .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void aTokenChangesWhatItsRoleAllows() {
    assertThat(web.postJson("/relays/ionos/suspend", "", BOT).statusCode()).isEqualTo(200);
    assertThat(web.operations.suspended).containsExactly("ionos");
  }

  @Test
  void aWrongTokenIsNoLogin() throws IOException {
    HttpResponse<String> answer = web.get("/api/v1/queues", "Authorization", "Bearer falsch");
    assertProblem(answer, 401, "wrong token");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void everyChangeIsInTheAuditLog() {
    web.operations.stubborn.add("bbbbbbb2");
    web.postJson("/dead/replay", "{\"options\":{\"via\":\"smarthost\"}}", OPS);
    web.postJson("/dead/discard", "{\"filter\":{\"reason\":\"expired\"}}", BOT);
    web.postJson("/relays/ionos/suspend", "", OPS);
    web.post("/api/v1/mails?from=a@b.de&to=c@d.de", "message/rfc822", "Subject: x\r\n\r\n", BOT);
    assertThat(web.audit.recent(10).stream().map(RolesTest::words))
        .containsExactly(
            "bot submit cccccccc3: from a@b.de, recipients: 1",
            "ops suspend ionos: ",
            "bot discard reason=expired: ended: done 0, gone meanwhile 0, failed 1",
            "bot discard reason=expired: begins",
            "ops replay all dead letters: ended: done 1, gone meanwhile 0, failed 1",
            "ops replay all dead letters: begins: via=smarthost");
    assertThat(web.get("/api/v1/audit?limit=2", EYES).body())
        .contains("\"who\":\"bot\"", "\"from\":\"127.0.0.1\"", "suspend")
        .doesNotContain("replay");
  }

  @Test
  void aDryRunIsNoChange() {
    web.postJson("/dead/replay", "{\"options\":{\"dryRun\":true}}", OPS);
    assertThat(web.audit.recent(10)).isEmpty();
  }

  @Test
  void whoAsksTooOftenWaits() {
    CallerRate rate = new CallerRate(2, 1);
    Caller ci = new Caller("ci", Role.VIEW, "10.0.0.1");
    rate.count(ci);
    rate.count(ci);
    ProblemException refused = catchThrowableOfType(ProblemException.class, () -> rate.count(ci));
    assertThat(refused.problem().status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("Retry-After", "1");
    rate.count(new Caller("ops", Role.VIEW, "10.0.0.1")); // another is not concerned
  }

  private static String words(AuditEntry entry) {
    return entry.who() + " " + entry.action() + " " + entry.target() + ": " + entry.detail();
  }

  private static ConsoleUser user(String secret, Role role) {
    return new ConsoleUser(new PasswordHash(secret), role);
  }

  private static String[] basic(String name, String password) {
    byte[] octets = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(octets)};
  }
}
