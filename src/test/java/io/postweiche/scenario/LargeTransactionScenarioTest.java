package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand posts in one transaction of an application: all of them once, or none. */
@Timeout(300)
class LargeTransactionScenarioTest {
  private static final int POSTS = 10_000;

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  @Test
  void arriveOnceOrNotAtAll() throws Exception {
    router = new RunningRouter(folder).relay("a", relay, "senders: any").start();
    router.post("/api/v1/relays/a/suspend", "{}"); // so that they can be counted
    List<Letter> letters =
        IntStream.range(0, POSTS).mapToObj(i -> PostingContract.json("mail " + i)).toList();
    try (Poster client = new JakartaPoster(router.jms(), null, null)) {
      client.together(letters.subList(0, 1000), false);
      client.together(letters, true);
    }
    await().atMost(150, TimeUnit.SECONDS).until(() -> depth("mail.submit") == 0);
    assertThat(depth("mail.relay.a") + depth("mail.bulk.a")).isEqualTo(POSTS);
    assertThat(router.get("/metrics")).contains("postweiche_accepted_total{").contains(" 10000");
    assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
  }

  private long depth(String queue) throws Exception {
    var found =
        java.util.regex.Pattern.compile("\"name\":\"" + queue + "\",\"depth\":(\\d+)")
            .matcher(router.get("/api/v1/queues"));
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}
