package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postweiche.testing.ScriptedRelay;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code idempotencyKey}: a repeat within a week is one mail, whatever happens between. */
@Timeout(180)
class IdempotencyScenarioTest {
  private static final String ERP = "erp@meinefirma.de";

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  private RunningRouter router() {
    router = new RunningRouter(folder).relay("a", relay, "senders: any");
    return router;
  }

  @Test
  void aRepeatIsTheMailOfTheFirstAlsoAfterARestart() throws Exception {
    router().start();
    String first;
    try (Keyed client = new Keyed(router.jms())) {
      JsonNode answer = json(client.ask("order-1", ERP));
      assertThat(answer.path("event").asText()).isEqualTo("delivered");
      first = answer.path("mailId").asText();
      assertRepeat(client.ask("order-1", ERP), first);
    }
    router.restart();
    try (Keyed client = new Keyed(router.jms())) {
      assertRepeat(client.ask("order-1", ERP), first);
      assertThat(json(client.ask("order-2", ERP)).path("event").asText()).isEqualTo("delivered");
    }
    assertThat(relay.messages()).hasSize(2);
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> router.get("/api/v1/mails/" + first).contains("\"duplicate\""));
    assertThat(router.get("/api/v1/mails/" + first)).contains("\"state\":\"delivered\"");
    assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
  }

  private static void assertRepeat(String answer, String first) throws Exception {
    JsonNode repeat = json(answer);
    assertThat(repeat.path("event").asText()).isEqualTo("duplicate");
    assertThat(repeat.path("mailId").asText()).isEqualTo(first);
    assertThat(repeat.path("recipients").get(0).asText()).isEqualTo("kunde@example.org");
    assertThat(repeat.path("detail").asText()).contains("'order-1'", "not sent again");
  }

  @Test
  void aWeekLaterItIsANewMail() throws Exception {
    AtomicReference<Clock> clock = new AtomicReference<>(Clock.systemDefaultZone());
    router().clock(new Moved(clock)).start();
    try (Keyed client = new Keyed(router.jms())) {
      assertThat(client.ask("order-1", ERP)).contains("\"delivered\"");
      clock.set(Clock.offset(clock.get(), Duration.ofDays(7).minusMinutes(1)));
      assertThat(client.ask("order-1", ERP)).contains("\"duplicate\"");
      clock.set(Clock.offset(clock.get(), Duration.ofMinutes(2)));
      assertThat(client.ask("order-1", ERP)).contains("\"delivered\"");
    }
  }

  @Test
  void ofManyAtOnceOneIsSent() throws Exception {
    router().start();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Thread thread =
          new Thread(
              () -> {
                try (Keyed client = new Keyed(router.jms())) {
                  for (int key = 0; key < 20; key++) {
                    client.post("order-" + key, ERP);
                  }
                }
              });
      thread.start();
      clients.add(thread);
    }
    for (Thread client : clients) {
      client.join();
    }
    await().atMost(60, TimeUnit.SECONDS).until(() -> count("duplicate") == 100);
    await().atMost(60, TimeUnit.SECONDS).until(() -> count("delivered") == 20);
    assertThat(relay.messages()).hasSize(20);
    assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
  }

  @Test
  void aKeyBelongsToItsSenderDomainAndOnlyToOneMail() throws Exception {
    router().start();
    try (Keyed client = new Keyed(router.jms())) {
      assertThat(client.ask("order-1", ERP)).contains("\"delivered\"");
      assertThat(client.ask("order-1", "erp@tochter.example")).contains("\"delivered\"");
      client.post("order-1", ERP, "quite another", null);
    }
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () ->
                router
                    .get("/api/v1/dead")
                    .contains("property idempotencyKey: 'order-1' was that of another mail ("));
    assertThat(relay.messages()).hasSize(2);
  }

  @Test
  void aKeyBelongsToTheUserOfTheBroker() throws Exception {
    router().brokerUsers("{erp: {password: one}, shop: {password: two}}").start();
    try (Keyed erp = new Keyed(router.jms(), "erp", "one");
        Keyed shop = new Keyed(router.jms(), "shop", "two")) {
      assertThat(erp.ask("order-1", ERP)).contains("\"delivered\"");
      assertThat(shop.ask("order-1", ERP)).contains("\"delivered\"");
      assertThat(shop.ask("order-1", ERP)).contains("\"duplicate\"");
    }
  }

  @Test
  void aPostThatCannotBeReadLeavesItsKeyFree() throws Exception {
    router().start();
    try (Keyed client = new Keyed(router.jms())) {
      client.post("order-1", "no address", "order-1", null);
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> router.get("/api/v1/dead").contains("JSON /from"));
      assertThat(client.ask("order-1", ERP)).contains("\"delivered\"");
    }
  }

  private long count(String event) throws Exception {
    return router
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith("postweiche_" + event + "_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  /** A clock that a test sets. */
  private static final class Moved extends Clock {
    private final AtomicReference<Clock> now;

    Moved(AtomicReference<Clock> now) {
      this.now = now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public java.time.Instant instant() {
      return now.get().instant();
    }
  }
}
