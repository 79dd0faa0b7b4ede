package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store is an Artemis elsewhere, which goes away and comes back. */
@Timeout(90)
class ExternalBrokerScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private SomebodysBroker broker;
  private RunningRouter router;

  @BeforeEach
  void start() throws Exception {
    broker = new SomebodysBroker(folder.resolve("broker")).start();
  }

  @AfterEach
  void stop() throws Exception {
    if (router != null) {
      router.close();
    }
    broker.close();
    relay.close();
  }

  @Test
  void mailGoesThroughAndAnOutageLosesNothing() throws Exception {
    router = router("geheim").start();
    relay.at(At.MAIL).on("later").replies("451 4.3.0 not now");
    assertThat(router.send("one@meinefirma.de", "k@example.org")).startsWith("250 ");
    assertThat(router.send("later@meinefirma.de", "k@example.org")).startsWith("250 ");
    await().until(() -> senders().contains("one@meinefirma.de"));
    assertThat(router.get("/api/v1/health")).contains("\"ready\":true");

    try (RawSmtp before = router.smtp()) {
      before.ask("MAIL FROM:<halfway@meinefirma.de>");
      before.ask("RCPT TO:<k@example.org>");
      assertThat(before.ask("DATA")).startsWith("354 ");
      broker.close();
      long began = System.nanoTime();
      assertThat(before.ask("Subject: x\r\n\r\nx\r\n.")).startsWith("451 4.3.0 ");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
    try (RawSmtp client = router.smtp()) {
      await()
          .untilAsserted(
              () -> {
                client.ask("RSET");
                assertThat(client.ask("MAIL FROM:<a@meinefirma.de>"))
                    .startsWith("451 4.3.0 the message broker is not reachable");
              });
    }
    assertThat(atOnce(20)).as("many at once do not wait for each other").isLessThan(5_000);
    assertThat(router.get("/api/v1/health")).contains("\"ready\":false", "broker");
    assertThat(router.status("/health/ready")).isEqualTo(503);

    relay.forgetScript();
    broker.start();
    await()
        .atMost(60, java.util.concurrent.TimeUnit.SECONDS)
        .until(() -> router.send("two@meinefirma.de", "k@example.org").startsWith("250 "));
    await()
        .atMost(60, java.util.concurrent.TimeUnit.SECONDS)
        .until(() -> senders().containsAll(Set.of("later@meinefirma.de", "two@meinefirma.de")));
    assertThat(router.get("/api/v1/health")).contains("\"ready\":true");
    assertThat(senders()).doesNotContain("halfway@meinefirma.de", "many@meinefirma.de");
    assertThat(relay.messages()).as("each once").hasSize(3);
    // its events took the same way through that broker, and waited with it
    for (String sender : Set.of("one", "later", "two")) {
      String query = "/api/v1/track?q=" + sender + "@meinefirma.de";
      await().until(() -> router.get(query).contains("\"delivered\""));
    }
  }

  @Test
  void whatOneRouterMayNotDeliverAnotherFindsInTheQueue() throws Exception {
    Path second = Files.createDirectory(folder.resolve("second"));
    router = twoRelays(folder).start();
    try (RunningRouter other = twoRelays(second).start()) {
      router.post("/api/v1/relays/b/suspend", "");
      assertThat(router.send("one@meinefirma.de", "k@example.org")).startsWith("250 ");
      await().atMost(Duration.ofSeconds(60)).until(() -> senders().contains("one@meinefirma.de"));
      assertThat(other.get("/api/v1/health")).contains("\"ready\":true");
    }
  }

  @Test
  void aWrongPasswordIsToldAtStart() throws Exception {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> router("falsch").start())
        .withMessageContaining("broker.url " + broker.url())
        .withMessageContaining("AMQ229031");
  }

  @Test
  void aBrokerThatIsNotThereIsToldAtStart() throws Exception {
    broker.close();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> router("geheim").start())
        .withMessageContaining("broker.url " + broker.url())
        .withMessageNotContainingAny("geheim");
  }

  /** So many clients ask for a mail to be taken; the milliseconds until the last has its 451. */
  private long atOnce(int clients) throws Exception {
    long began = System.nanoTime();
    java.util.List<Thread> threads = new java.util.ArrayList<>();
    Set<String> replies = java.util.concurrent.ConcurrentHashMap.newKeySet();
    for (int i = 0; i < clients; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  replies.add(router.send("many@meinefirma.de", "k@example.org"));
                } catch (IOException e) {
                  replies.add(e.toString());
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(replies).allMatch(reply -> reply.startsWith("5") || reply.startsWith("451 "));
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** All mail goes through the second of them. */
  private RunningRouter twoRelays(Path where) {
    return router(where, "geheim").relay("b", relay, "senders: any").senders("\"*\": b");
  }

  private RunningRouter router(String password) {
    return router(folder, password);
  }

  private RunningRouter router(Path where, String password) {
    return new RunningRouter(where)
        .relay("a", relay, "senders: any")
        .brokerLines(
            "broker:",
            "  url: " + broker.url(),
            "  username: " + SomebodysBroker.USER,
            "  password: " + password);
  }

  private Set<String> senders() {
    return relay.messages().stream()
        .map(message -> message.mail().replaceAll(".*<(.*?)>.*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
