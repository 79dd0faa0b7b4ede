package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an account may send: at once, never more, over restarts and by two routers together. */
@Timeout(60)
class LimitScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  @Test
  void theWholeAllowanceGoesAtOnceTheRestWaitsAlsoOverARestart() throws Exception {
    router = router(folder, "limits: {per-hour: 20, connections: 4}").clock(shifted()).start();
    send(router, 26);
    await().until(() -> relay.messages().size() == 20);
    await().until(() -> relays(router).contains("\"cause\":\"limit\""));
    assertThat(router.get("/api/v1/queues")).contains("mail.limit.a");
    router.restart();
    await().until(() -> relays(router).contains("\"cause\":\"limit\""));
    await().during(Duration.ofSeconds(1)).until(() -> relay.messages().size() == 20);
    shift.set(Duration.ofMinutes(62));
    router.post("/api/v1/relays/a/resume", "{}");
    await().until(() -> relay.messages().size() == 26);
    assertThat(relay.messages().stream().map(ScriptedRelay.Received::mail).distinct()).hasSize(26);
    assertThat(router.get("/metrics")).doesNotContain("postweiche_deferred_total");
  }

  @Test
  void twoRoutersOnOneBrokerShareIt() throws Exception {
    Path second = Files.createDirectory(folder.resolve("second"));
    try (SomebodysBroker broker = new SomebodysBroker(folder.resolve("broker")).start();
        RunningRouter other = external(router(second, "limits: {per-hour: 50}"), broker).start()) {
      router = external(router(folder, "limits: {per-hour: 50}"), broker).start();
      for (int i = 0; i < 40; i++) {
        send(router, 1);
        send(other, 1);
      }
      await().until(() -> relays(router).contains("limit") && relays(other).contains("limit"));
      await().during(Duration.ofSeconds(1)).until(() -> relay.messages().size() <= 50);
      assertThat(relay.messages()).hasSizeBetween(45, 50);
      router.close();
    }
  }

  @Test
  void aRelayThatSaysEnoughIsLeftAloneAndNoAttemptCounts() throws Exception {
    relay
        .at(At.RCPT)
        .replies(
            "450-Requested mail action not taken: mailbox unavailable",
            "450 Mail send limit exceeded.");
    router = router(folder, "limits: {connections: 1}").start();
    send(router, 5);
    await().until(() -> relays(router).contains("\"cause\":\"limit\""));
    assertThat(relays(router)).contains("450 Mail send limit exceeded.");
    await()
        .during(Duration.ofSeconds(1))
        .until(() -> relay.commands().stream().filter(c -> c.startsWith("MAIL")).count() == 1);
    relay.forgetScript();
    router.post("/api/v1/relays/a/resume", "{}");
    await().until(() -> relay.messages().size() == 5);
  }

  private static RunningRouter external(RunningRouter router, SomebodysBroker broker) {
    return router.brokerLines(
        "broker:",
        "  url: " + broker.url(),
        "  username: " + SomebodysBroker.USER,
        "  password: " + SomebodysBroker.PASSWORD);
  }

  private RunningRouter router(Path where, String limits) {
    return new RunningRouter(where).relay("a", relay, "senders: any", limits);
  }

  private static void send(RunningRouter router, int mails) throws Exception {
    for (int i = 0; i < mails; i++) {
      String from = "m" + System.nanoTime() + "@meinefirma.de";
      assertThat(router.send(from, "k@example.org")).startsWith("250 ");
    }
  }

  private static String relays(RunningRouter router) throws Exception {
    return router.get("/api/v1/relays");
  }

  private Clock shifted() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneId.systemDefault();
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.now().plus(shift.get());
      }
    };
  }
}
