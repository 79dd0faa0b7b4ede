package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relay out for longer than failover-after: what another may carry moves on, the rest waits. */
@Timeout(60)
class TakeoverScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay first = ScriptedRelay.start();
  private final ScriptedRelay second = ScriptedRelay.start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    first.close();
    second.close();
  }

  @Test
  void waitingMailMovesOnAndNewMailGoesStraightToTheNext() throws Exception {
    first.at(At.CONNECT).closes("421 4.3.2 closing");
    start("900ms");
    send(8, "both.example");
    send(5, "only.example");
    await().until(() -> second.messages().size() == 8);
    assertThat(second.messages()).allMatch(m -> m.mail().contains("both.example"));
    send(1, "both.example");
    await().until(() -> second.messages().size() == 9);
    assertThat(depth("first")).isEqualTo(5);
    String story = router.get("/api/v1/track?q=m0@both.example");
    assertThat(story).contains("moved", "out (fault) since");
    first.forgetScript();
    await().until(() -> first.messages().size() == 5);
    await().until(() -> router.get("/api/v1/relays").split("\"paused\":null").length == 3);
    send(1, "both.example");
    await().until(() -> first.messages().size() == 6);
  }

  @Test
  void whenAllAreOutMailRestsUntilOneIsBack() throws Exception {
    first.at(At.CONNECT).closes("421 4.3.2 closing");
    second.at(At.CONNECT).closes("421 4.3.2 closing");
    start("700ms");
    send(6, "both.example");
    send(4, "second.example");
    await().until(() -> router.get("/api/v1/relays").split("\"cause\":\"fault\"").length == 3);
    await().during(Duration.ofSeconds(2)).until(() -> depth("first") + depth("second") == 10);
    assertThat(router.get("/metrics"))
        .doesNotContain("postweiche_refused_total", "postweiche_dead_total");
    second.forgetScript();
    await().until(() -> second.messages().size() == 10);
  }

  private void start(String failoverAfter) throws Exception {
    router =
        new RunningRouter(folder)
            .relay("first", first, "senders: any", "limits: {connections: 2}")
            .relay("second", second, "senders: any", "limits: {connections: 2}")
            .senders(
                "both.example: [first, second]", "only.example: first", "second.example: second")
            .with(
                "retry: {first: 200ms, factor: 1, max: 200ms, jitter: 0%, failover-after: "
                    + failoverAfter
                    + "}")
            .start();
  }

  private void send(int mails, String domain) throws Exception {
    for (int i = 0; i < mails; i++) {
      assertThat(router.send("m" + i + "@" + domain, "k@example.org")).startsWith("250 ");
    }
  }

  private int depth(String relay) throws Exception {
    String row =
        Arrays.stream(router.get("/api/v1/queues").split("\\{"))
            .filter(part -> part.contains("\"mail.relay." + relay + "\""))
            .findFirst()
            .orElse("");
    Matcher number = Pattern.compile("\"depth\":(\\d+)").matcher(row);
    return number.find() ? Integer.parseInt(number.group(1)) : -1;
  }
}
