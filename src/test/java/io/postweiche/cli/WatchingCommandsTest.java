package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.cli.Cli.Result;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.testing.WebFixture;
import io.postweiche.web.AuditEntry;
import io.postweiche.web.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that watch what operators, jobs and mails do, over a real web server. */
class WatchingCommandsTest {
  @TempDir Path folder;
  private WebFixture web;
  private final Cli cli = new Cli();

  @BeforeEach
  void start() throws IOException {
    web = new WebFixture(folder);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void theAuditLogAsATableAndAsJson() throws IOException {
    assertThat(run("audit")).isEqualTo(new Result(0, "", "nothing was changed so far\n"));
    record("suspend", "ionos", "");
    record("replay", "all\u001b[2J", "begins");
    assertThat(run("audit").out())
        .containsSubsequence("AT ", "WHO", "ACTION", "replay", "all\u00b7[2J", "suspend", "ionos")
        .doesNotContain("\u001b");
    JsonNode newest = Json.MAPPER.readTree(run("audit", "--limit", "1", "--json").out());
    assertThat(newest).hasSize(1);
    assertThat(Json.MAPPER.treeToValue(newest.get(0), AuditEntry.class).action())
        .isEqualTo("replay");
    Result wrong = run("audit", "--limit", "0");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("postweiche audit: limit: '0' is no number from 1 to 1000");
  }

  @Test
  void jobsAsATableAndAsJson() throws IOException {
    assertThat(run("jobs", "--json").out()).isEqualTo("[]\n");
    web.operations.stubborn.add("aaaaaaa1");
    web.postJson("/jobs", "{\"discard\":{\"all\":true}}");
    await().until(() -> web.get("/api/v1/jobs").body().contains("\"done\",\"dryRun\""));
    assertThat(run("jobs").out())
        .containsSubsequence("discard", "done", "1 of 2", "1", "local", "all dead letters");
    assertThat(Json.MAPPER.readTree(run("jobs", "--state", "done", "--json").out())).hasSize(1);
    assertThat(run("jobs", "--state", "running").err()).isEqualTo("no jobs\n");
    Result wrong = run("jobs", "--state", "dun");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("postweiche jobs: state: 'dun' is none of running, done");
  }

  @Test
  void eventsAreToldAsTheyHappen() {
    CompletableFuture<Result> told =
        CompletableFuture.supplyAsync(
            () -> run("events", "--event", "refused", "--relay", "ionos", "--count", "2"));
    emitUntilDone(told);
    Result result = told.join();
    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).hasSize(2);
    assertThat(result.out())
        .contains("refused", "MAIL0002", "<> -> kunde@example.com", "ionos  MAIL")
        .contains(": 550-no / 550 never")
        .doesNotContain("delivered");
  }

  @Test
  void eventsAsJsonLines() throws IOException {
    CompletableFuture<Result> told =
        CompletableFuture.supplyAsync(() -> run("events", "--count", "1", "--json"));
    emitUntilDone(told);
    JsonNode event = Json.MAPPER.readTree(told.join().out());
    assertThat(event.get("event").asText()).isEqualTo("delivered");
    assertThat(event.get("mailId").asText()).isEqualTo("MAIL0001");
    Result wrong = run("events", "--event", "deliverd");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("'deliverd' is none of", "did you mean 'delivered'?");
  }

  @Test
  void anEndOfTheRouterIsTold() {
    CompletableFuture<Result> told = CompletableFuture.supplyAsync(() -> run("events"));
    await().until(() -> web.listeners.get() == 1);
    web.close();
    assertThat(told.join())
        .isEqualTo(new Result(3, "", "postweiche: the router has ended the events; it stops\n"));
  }

  private void emitUntilDone(CompletableFuture<?> told) {
    await()
        .until(
            () -> {
              web.events.accept(event("MAIL0001", EventType.DELIVERED, "a@b.de", "250 ok"));
              web.events.accept(event("MAIL0002", EventType.REFUSED, "", "550-no\n550 never"));
              return told.isDone();
            });
  }

  private void record(String action, String target, String detail) {
    web.audit.record(new AuditEntry(Instant.EPOCH, "ops", "127.0.0.1", action, target, detail));
  }

  private static MailEvent event(String id, EventType type, String sender, String reply) {
    return new MailEvent(
        type,
        Instant.parse("2026-11-24T08:00:00Z"),
        new MailId(id),
        Address.of(sender),
        List.of(Address.of("kunde@example.com")),
        null,
        "ionos",
        "MAIL",
        null,
        reply,
        null,
        false);
  }

  private Result run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--url", web.url.toString()));
    return cli.run(all.toArray(String[]::new));
  }
}
