package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code postweiche run} as operators treat it: started twice, stopped under load, reconfigured.
 */
@Timeout(90)
class ProcessScenarioTest {
  private static final String SENDER = "vertrieb@meinefirma.de";

  @TempDir Path folder;
  private final ScriptedRelay a = ScriptedRelay.start();
  private final ScriptedRelay b = ScriptedRelay.start();

  @AfterEach
  void stop() {
    a.close();
    b.close();
  }

  @Test
  void aSecondStartOnTheSameDataEndsWithASentence() throws Exception {
    Path config = write(plan("a"));
    try (RouterInItsOwnProcess first = RouterInItsOwnProcess.start(config, List.of());
        RouterInItsOwnProcess second = RouterInItsOwnProcess.launch(config, List.of())) {
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.errors())
          .endsWith(
              "postweiche: the data folder "
                  + folder.resolve("data")
                  + " is in use by another Postweiche; stop it, or start with another --data\n")
          .doesNotContain("\tat ");
      assertThat(first.stop()).isZero();
    }
  }

  @Test
  void sigtermUnderLoadEndsCleanlyAndKeepsWhatWasAcknowledged() throws Exception {
    Path config = write(plan("a"));
    Set<String> acknowledged = new ConcurrentSkipListSet<>();
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      List<Thread> clients =
          IntStream.range(0, 20)
              .mapToObj(c -> new Thread(() -> flood(router.smtp(), c, acknowledged)))
              .toList();
      clients.forEach(Thread::start);
      await().atMost(60, TimeUnit.SECONDS).until(() -> acknowledged.size() > 200);
      long began = System.nanoTime();
      assertThat(router.stop()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
      for (Thread client : clients) {
        client.join();
      }
      assertThat(router.errors()).doesNotContain("\tat ");
    }
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      await().atMost(60, TimeUnit.SECONDS).until(() -> recipients(a).containsAll(acknowledged));
      assertThat(a.messages()).as("a clean stop doubles nothing").hasSameSizeAs(recipients(a));
      assertThat(router.stop()).isZero();
    }
  }

  @Test
  void editingTheFileMovesWaitingMailAndABadEditChangesNothing() throws Exception {
    a.at(At.MAIL).replies("451 4.3.0 not now");
    Path config = write(plan("a"));
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      for (int i = 0; i < 10; i++) {
        assertThat(send(router.smtp(), i + "@example.org")).startsWith("250 ");
      }
      write(plan("b").replace("sandbox: false", "sandbox: perhaps"));
      await().until(() -> router.errors().contains(config + ":3:"));
      assertThat(router.errors()).contains("the old one stays in force").doesNotContain("\tat ");
      assertThat(send(router.smtp(), "10@example.org")).startsWith("250 ");
      assertThat(b.messages()).isEmpty();

      write(plan("b"));
      await().atMost(60, TimeUnit.SECONDS).until(() -> recipients(b).size() == 11);
      assertThat(b.messages()).hasSize(11);

      // a listener more, then one less
      int port = freePort();
      write(plan("b").replace("listen:\n", "listen:\n  - {address: \"127.0.0.1:" + port + "\"}\n"));
      InetSocketAddress added = new InetSocketAddress("127.0.0.1", port);
      await().ignoreExceptions().until(() -> send(added, "11@example.org").startsWith("250 "));
      assertThat(send(router.smtp(), "12@example.org")).startsWith("250 ");
      write(plan("b"));
      await().until(() -> refused(added));
      assertThat(router.stop()).isZero(); // perhaps while the change is still being applied
      assertThat(Files.readAllLines(folder.resolve("data/audit.log")))
          .hasSizeGreaterThanOrEqualTo(4) // a file may be seen before it is written whole
          .allMatch(line -> line.contains("\"who\":\"router\"") && line.contains("\"reload\""))
          .satisfies(
              lines -> {
                assertThat(lines.get(0)).contains("refused, faults: 1; first: ", ":3:");
                assertThat(lines.get(1)).contains("\"detail\":\"applied\"");
              });
    }
  }

  @Test
  void aSuspendedRelayThatIsRemovedGivesItsMailToTheNext() throws Exception {
    Path config = write(plan("a"));
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      post(router, "/api/v1/relays/a/suspend");
      for (int i = 0; i < 10; i++) {
        assertThat(send(router.smtp(), i + "@example.org")).startsWith("250 ");
      }
      assertThat(a.messages()).isEmpty();
      write(plan("b").replaceFirst("(?s)  a:\n.*?  b:", "  b:"));
      await().atMost(60, TimeUnit.SECONDS).until(() -> recipients(b).size() == 10);
      assertThat(a.messages()).isEmpty();
      assertThat(router.stop()).isZero();
    }
  }

  private void flood(InetSocketAddress to, int number, Set<String> acknowledged) {
    try (RawSmtp client = RawSmtp.connect(to).hello()) {
      for (int i = 0; i < 10_000; i++) {
        String recipient = number + "-" + i + "@example.org";
        String reply = client.mail(SENDER, recipient, Messages.small(SENDER, recipient));
        if (!reply.startsWith("250 ")) {
          return;
        }
        acknowledged.add(recipient);
      }
    } catch (IOException e) {
      return; // the listener has closed
    }
  }

  private static Set<String> recipients(ScriptedRelay relay) {
    return relay.messages().stream()
        .flatMap(message -> message.recipients().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String send(InetSocketAddress to, String recipient) throws IOException {
    try (RawSmtp client = RawSmtp.connect(to).hello()) {
      return client.mail(SENDER, recipient, Messages.small(SENDER, recipient));
    }
  }

  private static boolean refused(InetSocketAddress at) {
    try (RawSmtp client = RawSmtp.connect(at)) {
      return client.reply().isEmpty();
    } catch (IOException e) {
      return true;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static void post(RouterInItsOwnProcess router, String path) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.api() + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
  }

  private String plan(String relay) {
    return new RunningRouter(folder)
        .relay("a", a, "senders: any")
        .relay("b", b, "senders: any")
        .senders("\"*\": " + relay)
        .with("retry: {first: 1s, factor: 1, max: 1s, jitter: 0%}")
        .yaml();
  }

  /** As an editor does: written beside, then renamed. */
  private Path write(String yaml) throws IOException {
    Path file = folder.resolve("postweiche.yaml");
    Path draft = Files.writeString(folder.resolve("draft"), yaml);
    return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
