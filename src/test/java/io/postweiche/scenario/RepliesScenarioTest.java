package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts of the operator's own, taught to a running router; and what its connections did. */
class RepliesScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay first = ScriptedRelay.start();
  private final ScriptedRelay second = ScriptedRelay.start();
  private RunningRouter router;

  @BeforeEach
  void prepare() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("first", first, "senders: any")
            .relay("second", second, "senders: any")
            .senders("\"*\": [first, second]")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    first.close();
    second.close();
  }

  @Test
  void aRuleOfTheConfigurationAppliesToTheNextMail() throws Exception {
    first.at(At.RCPT).replies("550 5.1.1 user unknown");
    router.send("a@meinefirma.de", "b@example.org");
    await().until(() -> router.get("/api/v1/dead").contains("recipient-refused"));
    router
        .with(
            "replies:",
            "  - {name: ours, stage: RCPT, code: 550, text: user unknown, verdict: relay-denied}",
            "retry: {first: 500ms, max: 1s, jitter: 0%}")
        .reconfigure();
    router.send("a@meinefirma.de", "c@example.org");
    await().until(() -> second.messages().size() == 1);
    assertThat(second.messages().get(0).recipients()).containsExactly("c@example.org");
  }

  @Test
  void connectionsAndTransactionsAreCounted() throws Exception {
    for (int i = 1; i <= 3; i++) {
      int sent = i;
      router.send("a@meinefirma.de", "b@example.org");
      await().until(() -> first.messages().size() == sent);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(router.get("/metrics"))
                    .contains(
                        "postweiche_relay_connections_total{kind=\"opened\",relay=\"first\"} 1.0",
                        "postweiche_relay_connections_total{kind=\"reused\",relay=\"first\"} 2.0",
                        "postweiche_relay_transactions_total{relay=\"first\"} 3.0",
                        "postweiche_relay_transactions_total{relay=\"second\"} 0.0"));
  }
}
