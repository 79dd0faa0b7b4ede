package io.postweiche.web;

import static io.postweiche.web.ApiTest.assertProblem;
import static io.postweiche.web.ApiTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.testing.MemoryOperations;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays and discards that the router does by itself. */
class JobsTest {
  private static final String REPLAY = "{\"replay\":{}}";
  @TempDir Path spool;
  private WebFixture web;
  private final Semaphore go = new Semaphore(0);

  @BeforeEach
  void start() throws IOException {
    web = new WebFixture(spool);
  }

  @AfterEach
  void stop() {
    go.release(100_000);
    web.close();
  }

  @Test
  void aJobGoesOnByItselfAndTellsHowFarItIs() throws IOException {
    web.operations.beforeEach = go::acquireUninterruptibly;
    web.operations.stubborn.add("bbbbbbb2");
    HttpResponse<String> answer = web.postJson("/jobs", REPLAY);
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode job = Json.MAPPER.readTree(answer.body());
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/api/v1/jobs/" + job.get("id").asText());
    assertThat(job.get("state").asText()).isEqualTo("running");
    assertThat(job.get("total").asInt()).isEqualTo(2);
    assertThat(job.get("by").asText()).isEqualTo("local");
    go.release();
    await().until(() -> show(job).get("done").asInt() == 1);
    assertThat(json(web.get("/api/v1/jobs?state=running"))).hasSize(1);
    go.release();
    await().until(() -> show(job).get("state").asText().equals("done"));
    JsonNode end = show(job);
    assertThat(end.get("failed").asInt()).isEqualTo(1);
    assertThat(end.at("/failures/0/id").asText()).isEqualTo("bbbbbbb2");
    assertThat(end.get("endedAt").isNull()).isFalse();
    assertThat(json(web.get("/api/v1/jobs?state=running"))).isEmpty();
  }

  @Test
  void aCancelledJobMovesNoFurtherMail() throws IOException {
    letters(50);
    web.operations.beforeEach = go::acquireUninterruptibly;
    JsonNode job = Json.MAPPER.readTree(web.postJson("/jobs", REPLAY).body());
    go.release(3);
    await().until(() -> show(job).get("done").asInt() == 3);
    HttpResponse<String> answer =
        web.send(web.request("/api/v1/jobs/" + job.get("id").asText()).DELETE());
    assertThat(answer.statusCode()).isEqualTo(200);
    go.release(100);
    await().until(() -> show(job).get("state").asText().equals("cancelled"));
    assertThat(web.operations.dead).hasSize(47);
    assertThat(web.audit.recent(1).get(0).detail()).contains("done 3");
  }

  @Test
  void aFaultEndsAJobAndIsTold() throws IOException {
    web.operations.beforeEach =
        () -> {
          throw new UnavailableException("the broker cannot be reached", new IOException());
        };
    JsonNode job =
        Json.MAPPER.readTree(web.postJson("/jobs", "{\"discard\":{\"all\":true}}").body());
    await().until(() -> show(job).get("state").asText().equals("failed"));
    assertThat(show(job).get("error").asText()).isEqualTo("the broker cannot be reached");
    assertThat(web.operations.dead).hasSize(2);
  }

  @Test
  void onlySoManyRunAtOnce() throws IOException {
    web.operations.beforeEach = go::acquireUninterruptibly;
    for (int i = 0; i < 4; i++) {
      assertThat(web.postJson("/jobs", REPLAY).statusCode()).isEqualTo(202);
    }
    HttpResponse<String> answer = web.postJson("/jobs", REPLAY);
    assertProblem(answer, 429, "4 jobs run already");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void endedJobsAreForgottenOneDay() throws IOException {
    web.operations.dead.clear();
    for (int i = 0; i < 120; i++) {
      await().until(() -> web.postJson("/jobs", REPLAY).statusCode() == 202);
    }
    assertThat(json(web.get("/api/v1/jobs"))).hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void aWrongJobIsRefused() throws IOException {
    assertProblem(web.postJson("/jobs", "{}"), 400, "either 'replay' or 'discard'");
    assertProblem(web.postJson("/jobs", "{\"discard\":{}}"), 400, "without a filter");
    assertProblem(
        web.postJson("/jobs", "{\"replay\":{\"options\":{\"via\":\"smarthos\"}}}"),
        400,
        "did you mean 'smarthost'?");
    assertProblem(web.get("/api/v1/jobs/x"), 404, "there is no job 'x'");
    assertProblem(web.get("/api/v1/jobs?state=odd"), 400, "state");
  }

  private JsonNode show(JsonNode job) throws IOException {
    return json(web.get("/api/v1/jobs/" + job.get("id").asText()));
  }

  private void letters(int count) {
    web.operations.dead.clear();
    web.operations.dead.addAll(
        IntStream.range(0, count)
            .mapToObj(i -> MemoryOperations.letter("m" + i, "expired", "", "ionos"))
            .toList());
  }
}
