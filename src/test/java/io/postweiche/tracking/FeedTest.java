package io.postweiche.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.EmbeddedBroker;
import io.postweiche.broker.EventQueue;
import io.postweiche.broker.Queues;
import io.postweiche.config.TrackingSettings;
import io.postweiche.testing.PostgresCluster;
import io.postweiche.testing.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the real broker into a real store. */
class FeedTest {
  @TempDir Path folder;
  private EmbeddedBroker broker;
  private Tracking tracking;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.in(folder.resolve("broker"));
  }

  @AfterEach
  void stop() throws IOException {
    tracking.close();
    broker.close();
  }

  @Test
  void whatIsNoEventIsParkedAndWhatFollowsIsStored() throws Exception {
    start(null);
    publish("no event");
    publish(accepted("M1"));
    await().until(() -> tracking.story("M1").isPresent());
    await().until(() -> depth(Queues.TRACKING) == 0);
    assertThat(depth(Queues.UNREADABLE_EVENTS)).isEqualTo(1);
  }

  @Test
  void anEventTheStoreRefusesKeepsNoOtherFromBeingStored() throws Exception {
    start(null);
    publish(accepted("M0"));
    await().until(() -> tracking.story("M0").isPresent());
    tracking.close();
    String url = "jdbc:h2:file:" + folder.resolve("tracking/events").toAbsolutePath();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE mails ALTER COLUMN id SET DATA TYPE VARCHAR(5)");
    }
    publish(accepted("M1"));
    publish(accepted("too-long"));
    publish(accepted("M2"));
    start(null);
    await().until(() -> depth(Queues.TRACKING) == 0);
    assertThat(tracking.story("M1")).isPresent();
    assertThat(tracking.story("M2")).isPresent();
    assertThat(depth(Queues.UNREADABLE_EVENTS)).isEqualTo(1);
    assertThat(tracking.fault()).isEmpty();
  }

  @Test
  void whileTheStoreIsAwayEventsWaitAndNoneIsLostOrDoubled() throws Exception {
    try (PostgresCluster cluster = PostgresCluster.start()) {
      start(cluster.url());
      publish(accepted("M0"));
      await().until(() -> tracking.story("M0").isPresent());
      cluster.down();
      for (int i = 1; i <= 50; i++) {
        publish(accepted("M" + i));
      }
      await().until(() -> tracking.fault().isPresent());
      assertThat(tracking.fault().orElseThrow()).doesNotContain("pg-geheim");
      tracking.close(); // and a restart of the router meanwhile
      start(cluster.url());
      await().until(() -> tracking.fault().isPresent());
      cluster.up();
      await().atMost(Duration.ofSeconds(60)).until(() -> tracking.fault().isEmpty());
      await().until(() -> tracking.story("M50").isPresent());
      await().until(() -> depth(Queues.TRACKING) == 0);
      assertThat(
              tracking.flow(
                  Instant.parse("2026-11-24T12:00:00Z"),
                  Instant.parse("2026-11-24T13:00:00Z"),
                  Duration.ofHours(1)))
          .extracting(Counted::mails)
          .containsExactly(51L);
      tracking.close();
    }
  }

  private void start(String url) {
    Source source = new OfBroker(broker);
    tracking =
        Tracking.start(
            new TrackingSettings(true, url, Duration.ofDays(100_000)),
            folder,
            source,
            Clock.systemUTC());
  }

  private static String accepted(String id) {
    return "{\"event\":\"accepted\",\"at\":\"2026-11-24T12:00:00Z\",\"mailId\":\""
        + id
        + "\",\"sender\":\"a@b.de\",\"recipients\":[\"c@d.de\"]}";
  }

  private void publish(String text) throws Exception {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createTopic(Queues.EVENTS))) {
      producer.send(session.createTextMessage(text));
    }
  }

  private long depth(String queue) throws IOException {
    return new BrokerAdmin(broker.connections())
        .queues().stream().filter(q -> q.name().equals(queue)).findFirst().orElseThrow().depth();
  }

  private record OfBroker(Broker broker) implements Source {
    @Override
    public ConnectionFactory connections() {
      return broker.stream();
    }

    @Override
    public void declare() throws IOException {
      EventQueue.declare(broker);
    }

    @Override
    public String queue() {
      return Queues.EVENTS + "::" + Queues.TRACKING;
    }

    @Override
    public String unreadable() {
      return Queues.UNREADABLE_EVENTS;
    }
  }
}
