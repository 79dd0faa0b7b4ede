package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at the worst moment: what was acknowledged is there afterwards, once. */
class CrashScenarioTest {
  private static final String SENDER = "vertrieb@meinefirma.de";

  @TempDir Path folder;
  private final ScriptedRelay ionos = ScriptedRelay.start();
  private final ScriptedRelay smarthost = ScriptedRelay.start();

  @AfterEach
  void stop() {
    ionos.close();
    smarthost.close();
  }

  @Test
  void deferredAndDeadMailSurvivesAndIsDelivered() throws Exception {
    ionos.at(At.MAIL).on("later.example").replies("451 4.3.0 not now");
    ionos.at(At.MAIL).on("dead.example").replies("550 Sender address is not allowed.");
    Path config = config("senders: {\"*\": ionos}");
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      for (int i = 0; i < 20; i++) {
        assertThat(send(router, "a" + i + "@later.example", "n" + i)).startsWith("250 ");
        assertThat(send(router, "a" + i + "@dead.example", "n" + i)).startsWith("250 ");
      }
      await()
          .until(
              () -> count(api(router, "/api/v1/dead?limit=1000"), "\"sender-not-allowed\"") == 20);
      router.kill();
    }
    ionos.forgetScript();
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      await().atMost(60, TimeUnit.SECONDS).until(() -> ionos.messages().size() >= 20);
      assertThat(senders(ionos)).hasSize(20).allMatch(mail -> mail.contains("@later.example"));
      assertThat(count(api(router, "/api/v1/dead?limit=1000"), "\"sender-not-allowed\""))
          .isEqualTo(20);
      assertThat(router.stop()).isZero();
    }
  }

  @Test
  void aReplayInterruptedByKillNeitherLosesNorDoubles() throws Exception {
    ionos.at(At.MAIL).replies("550 Sender address is not allowed.");
    smarthost
        .at(At.CONNECT)
        .closes("421 4.3.2 not now"); // what is replayed stays countable in its queue
    Path config = config("senders: {\"*\": ionos}");
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      for (int i = 0; i < 200; i++) {
        send(router, "a" + i + "@dead.example", "n" + i);
      }
      await()
          .until(
              () -> count(api(router, "/api/v1/dead?limit=1000"), "\"sender-not-allowed\"") == 200);
      Thread replay =
          new Thread(
              () ->
                  post(
                      router,
                      "/api/v1/dead/replay",
                      "{\"options\":{\"via\":\"smarthost\",\"rate\":6000}}"));
      replay.start();
      // what lies there is committed; among the dead, those in hand are missing as well
      await().until(() -> waiting(router) > 50);
      router.kill();
      replay.join();
    }
    smarthost.forgetScript();
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      int left = remaining(router);
      assertThat(left).isBetween(1, 150);
      await().atMost(60, TimeUnit.SECONDS).until(() -> smarthost.messages().size() >= 200 - left);
      Set<String> delivered = senders(smarthost);
      assertThat(smarthost.messages()).as("nothing twice").hasSize(200 - left);
      assertThat(delivered).as("nothing lost").hasSize(200 - left);
      Set<String> dead = new TreeSet<>();
      Matcher ids =
          Pattern.compile("\"sender\":\"([^\"]+)\"")
              .matcher(api(router, "/api/v1/dead?limit=1000"));
      while (ids.find()) {
        dead.add(ids.group(1));
      }
      assertThat(dead).hasSize(left).doesNotContainAnyElementsOf(delivered);
    }
  }

  /**
   * The ledger: every mail that was answered 250 is delivered after kills, whatever was under way.
   */
  @Test
  void nothingAcknowledgedIsLostWhenKilledUnderLoad() throws Exception {
    Path config = config("senders: {\"*\": ionos}");
    Set<String> acknowledged = new ConcurrentSkipListSet<>();
    for (int round = 0; round < 2; round++) {
      try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
        int number = round;
        List<Thread> clients =
            java.util.stream.IntStream.range(0, 8)
                .mapToObj(c -> new Thread(() -> flood(router, number + "-" + c, acknowledged)))
                .toList();
        int before = acknowledged.size();
        clients.forEach(Thread::start);
        await().atMost(60, TimeUnit.SECONDS).until(() -> acknowledged.size() > before + 150);
        router.kill();
        for (Thread client : clients) {
          client.join();
        }
      }
    }
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      await()
          .atMost(60, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(delivered()).containsAll(acknowledged));
      int duplicates = ionos.messages().size() - delivered().size();
      assertThat(duplicates)
          .as("at most one for each connection under way at a kill")
          .isLessThanOrEqualTo(8);
      assertThat(router.stop()).isZero();
    }
  }

  private void flood(RouterInItsOwnProcess router, String name, Set<String> acknowledged) {
    try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
      for (int i = 0; i < 10_000; i++) {
        String id = name + "-" + i;
        if (!client
            .mail(SENDER, id + "@example.org", Messages.small(SENDER, id))
            .startsWith("250 ")) {
          return;
        }
        acknowledged.add(id);
      }
    } catch (IOException e) {
      return; // killed
    }
  }

  private Set<String> delivered() {
    return ionos.messages().stream()
        .flatMap(message -> message.recipients().stream())
        .map(recipient -> recipient.replace("@example.org", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> senders(ScriptedRelay relay) {
    return relay.messages().stream()
        .map(message -> message.mail().replaceAll(".*<(.*?)>.*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private int remaining(RouterInItsOwnProcess router) {
    return count(api(router, "/api/v1/dead?limit=1000"), "\"sender-not-allowed\"");
  }

  private static int waiting(RouterInItsOwnProcess router) {
    Matcher depth =
        Pattern.compile("\"mail.relay.smarthost\",\"depth\":(\\d+)")
            .matcher(api(router, "/api/v1/queues"));
    return depth.find() ? Integer.parseInt(depth.group(1)) : 0;
  }

  private static String send(RouterInItsOwnProcess router, String from, String subject)
      throws IOException {
    try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
      return client.mail(from, "kunde@example.org", Messages.small(from, subject));
    }
  }

  private Path config(String senders) throws IOException {
    Path file = folder.resolve("postweiche.yaml");
    RunningRouter plan =
        new RunningRouter(folder)
            .relay("ionos", ionos, "senders: any")
            .relay("smarthost", smarthost, "senders: any")
            .with("retry: {first: 1s, factor: 1, max: 1s, jitter: 0%}");
    Files.writeString(
        file, plan.yaml().replaceFirst("(?s)senders:\\n.*?retry:", senders + "\nretry:"));
    return file;
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String api(RouterInItsOwnProcess router, String path) {
    return call(HttpRequest.newBuilder(uri(router, path)).build());
  }

  private static void post(RouterInItsOwnProcess router, String path, String json) {
    call(
        HttpRequest.newBuilder(uri(router, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private static URI uri(RouterInItsOwnProcess router, String path) {
    return URI.create("http://127.0.0.1:" + router.api() + path);
  }

  private static String call(HttpRequest request) {
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return ""; // killed meanwhile
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
