package io.postweiche.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail behind a relay that stands still is given up in the end, though no attempt fails. */
class OverdueScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private final ScriptedRelay reports = ScriptedRelay.start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    relay.close();
    reports.close();
  }

  @Test
  void aRelayThatStaysAwayLosesItsMailToTheDeadLettersAndTheSenderHearsOfIt() throws Exception {
    relay.at(At.CONNECT).closes("421 4.3.2 closing");
    router = router("retry: {first: 200ms, factor: 1, max: 200ms, jitter: 0%, give-up-after: 3s}");
    for (int i = 0; i < 6; i++) {
      assertThat(router.send("a@meinefirma.de", "k" + i + "@example.org")).startsWith("250 ");
    }
    await().atMost(60, SECONDS).until(() -> dead().split("\"reason\":\"expired\"", -1).length == 7);
    assertThat(dead()).contains("a is paused (fault) since").contains("Given up after 3 seconds.");
    await().atMost(60, SECONDS).until(() -> reports.messages().size() == 6);
    assertThat(router.get("/api/v1/queues")).contains("\"name\":\"mail.relay.a\",\"depth\":0");
  }

  @Test
  void anOperatorsStopGivesUpNothingButWhatIsOfNoUseAnyMore() throws Exception {
    router = router("retry: {first: 200ms, max: 200ms, give-up-after: 2s}");
    router.post("/api/v1/relays/a/suspend", "");
    router.send("a@meinefirma.de", "stays@example.org");
    try (var factory = router.jms();
        var connection = factory.createConnection();
        var session = connection.createSession();
        var submit = session.createProducer(session.createQueue("mail.submit"))) {
      var mail = session.createTextMessage("Subject: x\r\n\r\nx\r\n");
      mail.setStringProperty("mailFrom", "a@meinefirma.de");
      mail.setStringProperty("rcptTo", "goes@example.org");
      mail.setStringProperty("expiresAt", String.valueOf(System.currentTimeMillis() + 2_500));
      submit.send(mail);
    }
    await().atMost(60, SECONDS).until(() -> dead().contains("goes@example.org"));
    assertThat(dead()).contains("expiresAt").doesNotContain("stays@example.org");
    assertThat(router.get("/api/v1/queues")).contains("\"name\":\"mail.relay.a\",\"depth\":1");
  }

  private String dead() throws Exception {
    return router.get("/api/v1/dead");
  }

  private RunningRouter router(String retry) throws Exception {
    return new RunningRouter(folder)
        .relay("a", relay, "senders: any")
        .relay("b", reports, "senders: any", "null-sender: true")
        .senders("\"*\": a")
        .with(retry, "bounces: {from: postmaster@meinefirma.de, relays: [b]}")
        .start();
  }
}
