package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What probes and monitoring read of a running router. */
@Timeout(60)
class HealthScenarioTest {
  @Test
  void allRelaysOutIsAWarningAndNoReasonToTurnClientsAway(@TempDir Path folder) throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.start();
        RunningRouter router =
            new RunningRouter(folder).relay("a", relay, "senders: any").start()) {
      assertThat(router.get("/api/v1/health"))
          .isEqualTo("{\"ready\":true,\"causes\":[],\"warnings\":[]}");
      assertThat(router.status("/health/live")).isEqualTo(200);
      router.post("/api/v1/relays/a/suspend", "{}");
      assertThat(router.get("/api/v1/health"))
          .contains("\"ready\":true", "\"causes\":[]", "\"name\":\"relays\"");
      assertThat(router.status("/health/ready")).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  router
                      .get("/metrics")
                      .contains("postweiche_health_cause{cause=\"relays\",kind=\"warning\"} 1.0"));
      assertThat(router.get("/metrics"))
          .contains("postweiche_ready 1.0", "camel_exchanges_total{", "jvm_memory_used_bytes{");
    }
  }
}
