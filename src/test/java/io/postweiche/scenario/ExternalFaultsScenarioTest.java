package io.postweiche.scenario;

import static io.postweiche.scenario.SomebodysBroker.PASSWORD;
import static io.postweiche.scenario.SomebodysBroker.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to an external broker: nothing hangs, nothing is lost, work resumes. */
@Timeout(180)
class ExternalFaultsScenarioTest {
  private static final String SENDER = "a@meinefirma.de";

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
    router.close();
    broker.close();
    relay.close();
  }

  private RunningRouter router(Path data, String url) throws Exception {
    Files.createDirectories(data);
    return new RunningRouter(data)
        .relay("a", relay, "senders: any")
        .brokerLines("broker:", "  url: " + url, "  username: " + USER, "  password: " + PASSWORD)
        .start();
  }

  @Test
  void theSecondBrokerOfTheAddressTakesOver() throws Exception {
    try (SomebodysBroker backup = new SomebodysBroker(folder.resolve("broker"))) {
      router = router(folder, broker.url() + "," + backup.url());
      router.post("/api/v1/relays/a/suspend", "{}");
      assertThat(router.send(SENDER, "before@example.org")).startsWith("250 ");
      broker.close();
      assertAway("the message broker is not reachable");
      backup.start(); // on the same store, as a pair has it
      patiently().until(() -> router.send(SENDER, "after@example.org").startsWith("250 "));
      router.post("/api/v1/relays/a/resume", "{}");
      patiently()
          .until(
              () -> recipients().containsAll(List.of("before@example.org", "after@example.org")));
      patiently().until(() -> router.get("/api/v1/health").contains("\"ready\":true"));
      assertThat(recipients()).doesNotHaveDuplicates();
      router.close();
    }
  }

  @Test
  void aPasswordThatWasChangedIsToldAndWorkResumes() throws Exception {
    router = router(folder, broker.url());
    broker.close();
    broker.password("another").start();
    assertAway("AMQ229031");
    assertThat(router.get("/api/v1/health")).doesNotContain(PASSWORD);
    broker.password(PASSWORD);
    patiently().until(() -> router.send(SENDER, "after@example.org").startsWith("250 "));
    patiently().until(() -> recipients().contains("after@example.org"));
    patiently().until(() -> router.get("/api/v1/health").contains("\"ready\":true"));
  }

  @Test
  void queuesThatSomebodyDeletedAreMadeAnew() throws Exception {
    router = router(folder, broker.url());
    assertThat(router.send(SENDER, "one@example.org")).startsWith("250 ");
    patiently().until(() -> recipients().contains("one@example.org"));
    for (String queue : List.of("mail.relay.a", "mail.submit", "mail.answers")) {
      broker.delete(queue);
    }
    patiently().until(() -> router.send(SENDER, "two@example.org").startsWith("250 "));
    patiently().until(() -> recipients().contains("two@example.org"));
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
        Keyed client = new Keyed(factory, USER, PASSWORD)) {
      assertThat(client.ask("order-1", SENDER)).contains("\"delivered\"");
      broker.delete("mail.seen");
      assertThat(client.ask("order-2", SENDER)).contains("\"delivered\"");
    }
    assertThat(router.get("/api/v1/health")).contains("\"ready\":true");
  }

  @Test
  void aPurgedQueueStopsNothing() throws Exception {
    router = router(folder, broker.url());
    router.post("/api/v1/relays/a/suspend", "{}");
    assertThat(router.send(SENDER, "purged@example.org")).startsWith("250 ");
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
        Keyed client = new Keyed(factory, USER, PASSWORD)) {
      client.post("order-1", SENDER);
      patiently().until(() -> broker.depth("mail.relay.a") == 2);
      assertThat(broker.purge("mail.relay.a")).isEqualTo(2);
      assertThat(broker.purge("mail.seen")).isEqualTo(1024);
      router.post("/api/v1/relays/a/resume", "{}");
      assertThat(client.ask("order-1", SENDER)).as("forgotten").contains("\"delivered\"");
      assertThat(client.ask("order-1", SENDER)).as("known").contains("\"duplicate\"");
    }
    assertThat(router.send(SENDER, "after@example.org")).startsWith("250 ");
    patiently().until(() -> recipients().contains("after@example.org"));
    assertThat(recipients()).doesNotContain("purged@example.org");
  }

  @Test
  void twoRoutersShareTheWorkWithoutDoubling() throws Exception {
    router = router(folder.resolve("one"), broker.url());
    int posts = 150;
    try (RunningRouter second = router(folder.resolve("two"), broker.url());
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url())) {
      List<Thread> clients = List.of(posting(factory, posts), posting(factory, posts));
      clients.forEach(Thread::start);
      for (Thread client : clients) {
        client.join();
      }
      patiently().until(() -> broker.depth("mail.submit") == 0);
      patiently().until(() -> broker.depth("mail.relay.a") == 0);
      patiently().until(() -> relay.messages().size() >= posts);
      assertThat(relay.messages()).as("each key once").hasSize(posts);
      assertThat(accepted(router)).isPositive();
      assertThat(accepted(second)).isPositive();
      assertThat(accepted(router) + accepted(second)).isEqualTo(posts);
    }
  }

  private static Thread posting(ActiveMQConnectionFactory factory, int posts) {
    return new Thread(
        () -> {
          try (Keyed client = new Keyed(factory, USER, PASSWORD)) {
            for (int key = 0; key < posts; key++) {
              client.post("order-" + key, SENDER);
            }
          }
        });
  }

  private static long accepted(RunningRouter router) throws Exception {
    return router
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith("postweiche_accepted_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** SMTP answers 451 at once, and health tells the cause. */
  private void assertAway(String cause) throws Exception {
    patiently().until(() -> asked(SENDER).startsWith("451 4.3.0 "));
    long began = System.nanoTime();
    assertThat(asked(SENDER)).startsWith("451 4.3.0 ");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    patiently()
        .untilAsserted(
            () -> assertThat(router.get("/api/v1/health")).contains("\"ready\":false", cause));
  }

  private String asked(String sender) throws IOException {
    try (RawSmtp client = router.smtp()) {
      return client.ask("MAIL FROM:<" + sender + ">");
    }
  }

  private List<String> recipients() {
    return relay.messages().stream().flatMap(message -> message.recipients().stream()).toList();
  }

  private static ConditionFactory patiently() {
    return await().atMost(60, TimeUnit.SECONDS);
  }
}
