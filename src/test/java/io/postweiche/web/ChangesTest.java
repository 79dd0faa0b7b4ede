package io.postweiche.web;

import static io.postweiche.web.ApiTest.assertProblem;
import static io.postweiche.web.ApiTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import io.postweiche.testing.MemoryOperations;
import io.postweiche.testing.WebFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replay, discard, suspend, resume. */
class ChangesTest {
  private static final String REPLAY = "/dead/replay";
  private static final String DISCARD = "/dead/discard";
  @TempDir Path spool;
  private WebFixture web;

  @BeforeEach
  void start() throws IOException {
    web = new WebFixture(spool);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void replayTellsEachMailAndThenTheSum() throws IOException {
    web.operations.stubborn.add("bbbbbbb2");
    HttpResponse<String> answer =
        web.postJson(
            REPLAY,
            "{\"options\":{\"via\":\"smarthost\",\"sender\":\"neu@meinefirma.de\",\"rate\":60}}");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    List<ProgressLine> lines = lines(answer.body());
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0).total()).isEqualTo(2);
    assertThat(lines.get(1).item())
        .isEqualTo(
            new LetterOutcome(
                "aaaaaaa1", LetterOutcome.Outcome.REPLAYED, "smarthost", "to its own relay"));
    assertThat(lines.get(2).item().outcome()).isEqualTo(LetterOutcome.Outcome.FAILED);
    assertThat(lines.get(3).summary()).isEqualTo(new ProgressLine.Summary(1, 0, 1, false));
    assertThat(web.operations.replays)
        .containsExactly(
            new ReplayOptions(
                new RelayId("smarthost"), Address.of("neu@meinefirma.de"), 0, 60, false));
  }

  @Test
  void aDryRunMovesNothing() throws IOException {
    List<ProgressLine> lines =
        lines(web.postJson(REPLAY, "{\"options\":{\"dryRun\":true,\"limit\":1}}").body());
    assertThat(lines.get(0).total()).isEqualTo(1);
    assertThat(lines.get(1).item().outcome()).isEqualTo(LetterOutcome.Outcome.WOULD_REPLAY);
    assertThat(lines.get(2).summary()).isEqualTo(new ProgressLine.Summary(1, 0, 0, true));
    assertThat(web.operations.dead).hasSize(2);
  }

  @Test
  void linesArriveAsTheWorkGoesOn() throws Exception {
    Semaphore go = new Semaphore(0);
    web.operations.beforeEach = go::acquireUninterruptibly;
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                web.request("/api/v1" + REPLAY)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}"))
                    .build(),
                BodyHandlers.ofInputStream());
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(in.readLine()).isEqualTo("{\"total\":2}");
      go.release();
      assertThat(in.readLine()).contains("aaaaaaa1");
      assertThat(web.operations.dead).hasSize(1);
      go.release();
      assertThat(in.readLine()).contains("bbbbbbb2");
    }
  }

  @Test
  void whenTheClientGoesTheWorkStops() throws Exception {
    web.operations.dead.clear();
    web.operations.dead.addAll(
        IntStream.range(0, 5_000)
            .mapToObj(i -> MemoryOperations.letter("m" + i, "expired", "", "ionos"))
            .toList());
    Semaphore go = new Semaphore(0);
    web.operations.beforeEach = go::acquireUninterruptibly;
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                web.request("/api/v1" + REPLAY)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}"))
                    .build(),
                BodyHandlers.ofInputStream());
    answer.body().close();
    go.release(5_000);
    await().until(() -> web.operations.running.get() == 0);
    assertThat(web.operations.dead).isNotEmpty();
  }

  @Test
  void aFaultInTheMiddleIsToldAsTheLastLine() throws IOException {
    web.operations.beforeEach =
        () -> {
          throw new UnavailableException("the broker cannot be reached", new IOException());
        };
    List<ProgressLine> lines = lines(web.postJson(REPLAY, "{}").body());
    assertThat(lines.get(lines.size() - 1).error().detail())
        .isEqualTo("the broker cannot be reached");
    web.operations.beforeEach =
        () -> {
          throw new IllegalStateException("secret internals");
        };
    String body = web.postJson(REPLAY, "{}").body();
    assertThat(body).contains("under the reference").doesNotContain("secret");
  }

  @Test
  void discardDeletesWhatTheFilterNames() throws IOException {
    List<ProgressLine> lines =
        lines(web.postJson(DISCARD, "{\"filter\":{\"reason\":\"expired\"}}").body());
    assertThat(lines.get(1).item().outcome()).isEqualTo(LetterOutcome.Outcome.DISCARDED);
    assertThat(web.operations.dead).extracting(DeadLetterView::id).containsExactly("aaaaaaa1");
  }

  @Test
  void discardOfEverythingMustBeSaid() throws IOException {
    String detail = "without a filter this would delete every dead letter";
    assertProblem(web.postJson(DISCARD, "{}"), 400, detail);
    assertProblem(web.postJson(DISCARD, "{\"filter\":{},\"all\":false}"), 400, detail);
    assertThat(web.operations.dead).hasSize(2);
    assertThat(web.postJson(DISCARD, "{\"all\":true}").statusCode()).isEqualTo(200);
    assertThat(web.operations.dead).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"filtr\":{}} | unknown key 'filtr'; did you mean 'filter'?",
        "{\"filter\":{\"reson\":\"x\"}} | unknown key 'filter.reson'; did you mean 'reason'?",
        "{\"filter\":{\"reason\":\"x\"}} | reason: 'x' is no reason",
        "{\"filter\":{\"sender\":5}} | key 'filter.sender' has a value of the wrong type",
        "{\"options\":{\"via\":true}} | key 'options.via' has a value of the wrong type",
        "{\"filter\":{\"id\":\"aaaaaaa1\"}} | key 'filter.id' has a value of the wrong type",
        "{\"filter\":{\"id\":[{}]}} | key 'filter.id[0]' has a value of the wrong type",
        "{\"options\":{\"limit\":\"5\"}} | key 'options.limit' has a value of the wrong type",
        "{\"options\":{\"limit\":0}} | limit: 0 is out of range",
        "{\"options\":{\"limit\":1.5}} | key 'options.limit' has a value of the wrong type",
        "{\"options\":{\"rate\":-1}} | rate: -1 is out of range",
        "{\"options\":{\"dryRun\":\"yes\"}} | key 'options.dryRun' has a value of the wrong type",
        "{\"options\":{\"via\":\"smarthos\"}} | via: there is no relay 'smarthos'; did you mean 'smarthost'?",
        "{\"options\":{\"sender\":\"x\"}} | sender: not an address",
        "{\"options\":{\"limit\":1,\"limit\":2}} | Duplicate field 'limit'",
        "{\"options\": | not the JSON that is wanted",
        "{} {} | not the JSON that is wanted",
        "[] | not the JSON that is wanted",
        "null | not null",
        "`` | a JSON object is wanted",
      })
  void badBodiesAreRefusedByName(String body, String detail) throws IOException {
    assertProblem(web.postJson(REPLAY, body == null ? "" : body), 400, detail);
    assertThat(web.operations.dead).hasSize(2);
  }

  @Test
  void anEndlessBodyIsCutOff() throws IOException {
    assertProblem(web.postJson(REPLAY, " ".repeat(1_000_001)), 413, "1000000 octets");
  }

  @Test
  void aRelayIsSuspendedAndResumed() throws IOException {
    assertThat(json(web.postJson("/relays/ionos/suspend", "")).get("state").asText())
        .isEqualTo("suspended");
    assertThat(json(web.postJson("/relays/ionos/resume", "")).get("state").asText())
        .isEqualTo("active");
    assertProblem(
        web.postJson("/relays/iono/resume", ""),
        404,
        "there is no relay 'iono'; did you mean 'ionos'?");
  }

  private static List<ProgressLine> lines(String body) {
    return body.lines().map(ChangesTest::line).toList();
  }

  private static ProgressLine line(String text) {
    try {
      return Json.MAPPER.readValue(text, ProgressLine.class);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
