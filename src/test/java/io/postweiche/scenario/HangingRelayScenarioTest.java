package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slow relays hurt only themselves: one that hangs at every stage, and the median of another. */
@Timeout(60)
class HangingRelayScenarioTest {
  private static final List<At> STAGES =
      List.of(At.CONNECT, At.EHLO, At.AUTH, At.MAIL, At.RCPT, At.DATA, At.EOD);
  private static final int MEASURED = 40;

  @TempDir Path folder;
  private final ScriptedRelay good = ScriptedRelay.start();
  private final Map<At, ScriptedRelay> hanging = new EnumMap<>(At.class);
  private RunningRouter router;

  @AfterEach
  void stop() {
    // a router that stops lets mail under way end first
    hanging.values().forEach(ScriptedRelay::close);
    router.close();
    good.close();
  }

  @Test
  void theMedianOfAnotherRelayStaysAsItWas() throws Exception {
    router = new RunningRouter(folder).relay("good", good, "senders: any");
    List<String> senders = new ArrayList<>(List.of("good.example: good"));
    for (At stage : STAGES) {
      ScriptedRelay relay = ScriptedRelay.offering().login("u", "p").start();
      relay.at(stage).stalls();
      hanging.put(stage, relay);
      String name = "hangs-at-" + stage.name().toLowerCase(Locale.ROOT);
      router.relay(name, relay, "senders: any", "username: u", "password: p");
      senders.add(name + ".example: " + name);
    }
    router.senders(senders.toArray(String[]::new)).start();
    measure(); // warm
    double before = measure();
    for (At stage : STAGES) {
      for (int i = 0; i < 15; i++) {
        router.send("x@hangs-at-" + stage.name().toLowerCase(Locale.ROOT) + ".example", "k@e.org");
      }
    }
    await().until(() -> hanging.values().stream().allMatch(relay -> relay.open() == 4));
    double during = measure();
    System.out.printf(
        "median ms: %.1f before, %.1f while %d relays hang%n", before, during, STAGES.size());
    assertThat(during).isLessThan(before * 2 + 20);
    assertThat(good.messages()).hasSize(3 * MEASURED);
    assertThat(hanging.values()).allSatisfy(relay -> assertThat(relay.open()).isEqualTo(4));
  }

  /** The median of the milliseconds from our 250 to the relay's having the mail. */
  private double measure() throws Exception {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < MEASURED; i++) {
      int before = good.messages().size();
      assertThat(router.send("x@good.example", "k@example.org")).startsWith("250 ");
      long began = System.nanoTime();
      await()
          .pollDelay(0, TimeUnit.MILLISECONDS)
          .pollInterval(1, TimeUnit.MILLISECONDS)
          .until(() -> good.messages().size() > before);
      times.add((System.nanoTime() - began) / 1e6);
    }
    times.sort(null);
    return times.get(MEASURED / 2);
  }
}
