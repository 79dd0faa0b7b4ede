package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 under load: the stories of all mails are whole afterwards, each event once. */
class TrackingCrashScenarioTest {
  private static final String SENDER = "vertrieb@meinefirma.de";

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private final Set<String> acknowledged = new ConcurrentSkipListSet<>();

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void noEventIsLostOrStoredTwice() throws Exception {
    RunningRouter plan = new RunningRouter(folder).relay("a", relay, "senders: any");
    Path config = Files.writeString(folder.resolve("postweiche.yaml"), plan.yaml());
    for (int round = 0; round < 2; round++) {
      killUnderLoad(config, round);
    }
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      await().atMost(60, TimeUnit.SECONDS).until(() -> delivered().containsAll(acknowledged));
      await()
          .atMost(120, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(waiting(router)).as("what waits").isEmpty());
      assertThat(router.stop()).isZero();
    }
    String url = "jdbc:h2:file:" + plan.data().toAbsolutePath().resolve("tracking/events");
    try (Connection store = DriverManager.getConnection(url)) {
      // a mail that was taken, though its 250 did not arrive any more, has its story as well
      long mails = number(store, "SELECT count(*) FROM mails");
      assertThat(mails).isGreaterThanOrEqualTo(acknowledged.size()).isEqualTo(delivered().size());
      assertThat(number(store, "SELECT count(*) FROM mails WHERE state <> 'delivered'")).isZero();
      for (String kind : List.of("accepted", "delivered")) {
        String of = "FROM events WHERE kind = '" + kind + "'";
        assertThat(number(store, "SELECT count(*) " + of)).as(kind).isEqualTo(mails);
        assertThat(number(store, "SELECT count(DISTINCT mail_id) " + of)).isEqualTo(mails);
        assertThat(number(store, "SELECT sum(mails) FROM flow WHERE kind = '" + kind + "'"))
            .as("the chart of %s", kind)
            .isEqualTo(mails);
      }
    }
  }

  private void killUnderLoad(Path config, int round) throws Exception {
    int before = acknowledged.size();
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      List<Thread> clients =
          IntStream.range(0, 8)
              .mapToObj(c -> new Thread(() -> flood(router, round + "-" + c)))
              .toList();
      clients.forEach(Thread::start);
      await().atMost(60, TimeUnit.SECONDS).until(() -> acknowledged.size() > before + 300);
      router.kill();
      for (Thread client : clients) {
        client.join();
      }
    }
  }

  private void flood(RouterInItsOwnProcess router, String name) {
    try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
      for (int i = 0; i < 10_000; i++) {
        String id = name + "-" + i;
        String reply = client.mail(SENDER, id + "@example.org", Messages.small(SENDER, id));
        if (!reply.startsWith("250 ")) {
          return;
        }
        acknowledged.add(id + "@example.org");
      }
    } catch (IOException e) {
      return; // killed
    }
  }

  private static Map<String, Long> waiting(RouterInItsOwnProcess router) throws IOException {
    Map<String, Long> depths = new TreeMap<>();
    URL queues = URI.create("http://127.0.0.1:" + router.api() + "/api/v1/queues").toURL();
    for (JsonNode queue : new ObjectMapper().readTree(queues.openStream())) {
      depths.put(queue.get("name").asText(), queue.get("depth").asLong());
    }
    depths.values().removeIf(depth -> depth == 0);
    return depths;
  }

  private Set<String> delivered() {
    Set<String> recipients = new ConcurrentSkipListSet<>();
    relay.messages().forEach(message -> recipients.addAll(message.recipients()));
    return recipients;
  }

  private static long number(Connection store, String sql) throws SQLException {
    try (Statement statement = store.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
