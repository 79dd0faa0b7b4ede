package io.postweiche.web;

import static io.postweiche.web.ApiTest.assertProblem;
import static io.postweiche.web.ApiTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.testing.WebFixture;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails searched, the flow, groups of dead letters, and the stream of events. */
class StoriesTest {
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
  void aMailIsFoundAndItsStoryTold() throws IOException {
    web.stories.accept(event("aaaaaaa1", EventType.ACCEPTED, null, null));
    web.stories.accept(event("aaaaaaa1", EventType.DELIVERED, "ionos", "250 ok"));
    assertThat(json(web.get("/api/v1/mails?q=kunde@example.com&limit=5")).at("/items/0/state"))
        .hasToString("\"delivered\"");
    assertThat(json(web.get("/api/v1/mails/aaaaaaa1")).at("/events/1/relay"))
        .hasToString("\"ionos\"");
    assertProblem(web.get("/api/v1/mails/zzz"), 404, "nothing is known of mail 'zzz'");
  }

  @ParameterizedTest
  @CsvSource({
    "mails?state=deliverd, did you mean 'delivered'?",
    "mails?domain=a..b, domain:",
    "mails?since=yesterday, is no time",
    "mails?limit=0, limit",
    "mails?sender=a@b.de, unknown query parameter 'sender'",
    "flow?step=0, step",
    "flow?since=3d, more than 2000 steps",
    "flow?since=1h&until=2h, since: is after 'until'",
    "events?event=x, event:",
    "dead/groups?limit=1, unknown query parameter 'limit'",
  })
  void badQueriesAreRefusedByName(String query, String detail) throws IOException {
    assertProblem(web.get("/api/v1/" + query), 400, detail);
  }

  @Test
  void theFlowOfAnHourIsAsked() throws IOException {
    assertThat(json(web.get("/api/v1/flow")).isArray()).isTrue();
    assertThat(web.get("/api/v1/flow?since=3d&step=60").statusCode()).isEqualTo(200);
  }

  @Test
  void deadLettersAreCountedByReasonAndDomain() throws IOException {
    DeadLetterView first = web.operations.dead.get(0);
    web.operations.dead.add(first);
    assertThat(web.get("/api/v1/dead/groups").body())
        .isEqualTo(
            "[{\"reason\":\"sender-not-allowed\",\"senderDomain\":\"meinefirma.de\",\"count\":2,"
                + "\"oldest\":\"2026-11-24T08:00:00Z\",\"newest\":\"2026-11-24T08:00:00Z\"},"
                + "{\"reason\":\"expired\",\"senderDomain\":\"\",\"count\":1,"
                + "\"oldest\":\"2026-11-24T08:00:00Z\",\"newest\":\"2026-11-24T08:00:00Z\"}]");
    assertThat(json(web.get("/api/v1/dead/groups?reason=expired"))).hasSize(1);
  }

  @Test
  void oneRelayIsShown() throws IOException {
    assertThat(json(web.get("/api/v1/relays/ionos")).get("host").asText())
        .isEqualTo("smtp.ionos.example");
    assertProblem(web.get("/api/v1/relays/iono"), 404, "did you mean 'ionos'?");
  }

  @Test
  void eventsArriveAsTheyHappenAndAsFiltered() throws Exception {
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                web.request("/api/v1/events?event=delivered&relay=ionos").build(),
                BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(in.readLine()).startsWith(":");
      web.events.accept(event("aaaaaaa1", EventType.ACCEPTED, null, null));
      web.events.accept(event("aaaaaaa2", EventType.DELIVERED, "smarthost", "250 ok"));
      web.events.accept(event("aaaaaaa3", EventType.DELIVERED, "ionos", "250 ok\nevent: evil"));
      assertThat(in.readLine()).isEmpty();
      assertThat(in.readLine()).isEqualTo("event: delivered");
      assertThat(in.readLine()).startsWith("data: {").contains("aaaaaaa3", "\\nevent: evil");
      assertThat(in.readLine()).isEmpty();
    }
  }

  @Test
  void aClientThatDoesNotKeepUpIsCutAndNobodyWaits() {
    EventStream stream = new EventStream(event -> true);
    for (int i = 0; i <= EventStream.BUFFER; i++) {
      stream.accept(event("aaaaaaa1", EventType.ACCEPTED, null, null));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stream.writeTo(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("were read\"}\n\n");
  }

  @Test
  void onlySoManyListenAtOnce() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < 8; i++) {
      HttpResponse<InputStream> answer =
          client.send(web.request("/api/v1/events").build(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
    assertProblem(web.get("/api/v1/events"), 429, "8 clients listen already");
    assertThat(web.get("/api/v1/queues").statusCode()).isEqualTo(200);
  }

  @Test
  void aStopEndsTheStreams() throws Exception {
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(web.request("/api/v1/events").build(), BodyHandlers.ofInputStream());
    CompletableFuture<byte[]> whole =
        CompletableFuture.supplyAsync(
            () -> {
              try (InputStream body = answer.body()) {
                return body.readAllBytes();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    web.close();
    // an end in good order, not a connection cut, and well before the next heartbeat
    assertThat(whole).succeedsWithin(Duration.ofSeconds(10));
  }

  private static MailEvent event(String id, EventType type, String relay, String reply) {
    return new MailEvent(
        type,
        Instant.parse("2026-11-24T08:00:00Z"),
        new MailId(id),
        Address.of("erp@meinefirma.de"),
        List.of(Address.of("kunde@example.com")),
        null,
        relay,
        null,
        null,
        reply,
        null,
        false);
  }
}
