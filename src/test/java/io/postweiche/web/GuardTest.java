package io.postweiche.web;

import static io.postweiche.web.ApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.PasswordHash;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in. */
class GuardTest {
  private static final PasswordHash GEHEIM =
      new PasswordHash(PasswordHash.hash("geheim:ä", new SecureRandom()));
  private static final String QUEUES = "/api/v1/queues";
  @TempDir Path spool;

  @Test
  void withUsersEverythingButHealthNeedsALogin() throws IOException {
    try (WebFixture web = withUsers()) {
      for (String path : List.of("/", QUEUES, "/metrics", "/api/v1/openapi.json", "/nowhere")) {
        HttpResponse<String> answer = web.get(path);
        assertProblem(answer, 401, "log in with HTTP Basic");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("Basic");
      }
      assertThat(web.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(web.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(web.get(QUEUES, login("ops", "geheim:ä")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void readinessNamesCausesAndKeepsTheirWordsForUsers() throws IOException {
    try (WebFixture web = withUsers()) {
      web.operations.health =
          new Health(false, List.of(new Health.Cause("broker", "no route to artemis-a:61616")));
      HttpResponse<String> ready = web.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("{\"status\":\"down\",\"causes\":[\"broker\"]}");
      assertThat(web.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(web.get("/api/v1/health", login("ops", "geheim:ä")).body())
          .contains("artemis-a:61616");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !", "Basic b3Bz", "Basic  ", "Digest a=b"})
  void brokenLoginsAreNoLogins(String header) throws IOException {
    try (WebFixture web = withUsers()) {
      assertProblem(web.get(QUEUES, "Authorization", header), 401, "log in with HTTP Basic");
    }
  }

  @Test
  void wrongLoginsMakeTheClientWait() throws IOException {
    try (WebFixture web = withUsers()) {
      assertThat(web.get(QUEUES, login("ops", "geheim:ä")).statusCode()).isEqualTo(200);
      for (int i = 0; i < Logins.FAILURES; i++) {
        assertProblem(web.get(QUEUES, login("ops", "falsch" + i)), 401, "wrong name or password");
      }
      HttpResponse<String> answer = web.get(QUEUES, login("root", "x"));
      assertProblem(answer, 429, "too many wrong logins");
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
      // who is already known to be right is not locked out by somebody else behind his address
      assertThat(web.get(QUEUES, login("ops", "geheim:ä")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aListenerForEverybodyWithoutUsersLetsNobodyIn() throws IOException {
    try (WebFixture web = new WebFixture(spool, "0.0.0.0:0", Map.of())) {
      assertProblem(web.get(QUEUES), 401, "log in");
      assertProblem(web.get(QUEUES, login("", "")), 401, "wrong name or password");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 403",
    "evil.example:8025, 403",
    "127.0.0.1.evil.example, 403",
    "127.0.0.1, 200",
    "localhost:9999, 200",
    "LOCALHOST, 200",
    "[::1]:8025, 200",
    "[::2]:8025, 403",
    "127.0.0.9:1, 200",
    "10.0.0.1:8025, 403",
  })
  void anOpenListenerAnswersOnlyToItsOwnNames(String host, int status) throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      assertThat(raw(web, "GET " + QUEUES + " HTTP/1.1\r\nHost: " + host + "\r\n"))
          .startsWith("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "", "http://"})
  void aForeignOriginMayChangeNothing(String origin) throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      assertProblem(
          web.postJson("/dead/discard", "{\"all\":true}", "Origin", origin), 403, "may not change");
      assertThat(web.operations.dead).hasSize(2);
      assertThat(web.get(QUEUES, "Origin", origin).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theOwnOriginMay() throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      String own = web.url.toString();
      assertThat(web.postJson("/dead/discard", "{\"all\":true}", "Origin", own).statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/dead/discard, text/plain",
    "/api/v1/dead/replay, application/x-www-form-urlencoded",
    "/api/v1/relays/ionos/suspend, text/plain",
    "/api/v1/mails?from=a@b.de&to=c@d.de, multipart/form-data",
  })
  void typesThatAnyWebPageMaySendAreRefused(String path, String type) throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      assertProblem(web.post(path, type, "{\"all\":true}"), 415, "Content-Type");
      assertThat(web.operations.dead).hasSize(2);
      assertThat(web.operations.sent).isEmpty();
      assertThat(web.operations.suspended).isEmpty();
    }
  }

  @Test
  void aBrokenRequestGetsAShortAnswer() throws IOException {
    try (WebFixture web = new WebFixture(spool)) {
      String answer = raw(web, "GET /%zz HTTP/1.1\r\nHost: localhost\r\n");
      assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Jetty", "jetty", "at org.");
    }
  }

  private WebFixture withUsers() throws IOException {
    return new WebFixture(spool, "127.0.0.1:0", Map.of("ops", GEHEIM));
  }

  private static String[] login(String name, String password) {
    byte[] octets = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(octets)};
  }

  private static String raw(WebFixture web, String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", web.url.getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
