package io.postweiche.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.core.routing.RelayId;
import io.postweiche.testing.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.support.converter.SimpleMessageConverter;

/** When a relay's queue has consumers, seen at a real broker. */
class RelayConsumersTest {
  private static final RelayId A = new RelayId("a");
  private static final String QUEUE = "mail.relay.a";
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private Broker broker;
  private BrokerAdmin admin;
  private MailWay way;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.in(folder.resolve("broker"));
    admin = new BrokerAdmin(broker.connections());
    broker.declare(QUEUE);
    broker.declare("mail.relay.b");
    Processor taking =
        exchange ->
            taken.add(exchange.getProperty("relay") + " " + exchange.getMessage().getBody());
    way =
        MailWay.alone(
            broker,
            Map.of("taking", taking, "mail-messages", new SimpleMessageConverter()),
            new SimpleMeterRegistry());
    for (String file : ShippedRoutes.FILES) {
      Files.writeString(folder.resolve(file), "[]");
    }
    Files.writeString(
        folder.resolve("40-deliver.camel.yaml"),
        "- route: {from: {uri: direct:deliver, steps: [{process: {ref: taking}}]}}");
    way.load(folder);
    way.consumers().of(A, 4, false);
    way.consumers().of(new RelayId("b"), 4, false);
    way.start();
  }

  @AfterEach
  void stop() throws Exception {
    way.close();
    broker.close();
  }

  @Test
  void theyBeginWithTheFirstMailAndOnlyInItsQueue() throws Exception {
    assertThat(consumers(QUEUE)).isZero();
    put("one");
    way.consumers().want(QUEUE);
    seen("a one");
    assertThat(consumers(QUEUE)).isPositive();
    assertThat(consumers("mail.relay.b")).isZero();
  }

  @Test
  void mailThatNobodyToldOfIsFoundByLooking() throws Exception {
    put("one");
    way.consumers().look(admin.filled(), LONG);
    seen("a one");
  }

  @Test
  void theyGoWhenNothingHasComeAndComeAgain() throws Exception {
    put("one");
    way.consumers().want(QUEUE);
    seen("a one");
    way.consumers().look(Set.of(), LONG);
    assertThat(consumers(QUEUE)).isPositive();
    gone();
    put("two");
    way.consumers().want(QUEUE);
    seen("a one", "a two");
  }

  @Test
  void whileHeldOrShutNothingIsTakenWhateverIsWanted() throws Exception {
    put("one");
    way.consumers().want(QUEUE);
    seen("a one");
    way.consumers().hold(A, true);
    way.close(A); // the lane
    way.consumers().awaitQuiet(A, LONG);
    put("two");
    nothingIsTaken();
    way.consumers().hold(A, false);
    nothingIsTaken();
    way.open(A);
    seen("a one", "a two");
  }

  private void nothingIsTaken() throws Exception {
    way.consumers().want(QUEUE);
    way.consumers().look(admin.filled(), LONG);
    assertThat(consumers(QUEUE)).isZero();
    assertThat(taken).containsExactly("a one");
  }

  private void gone() {
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () -> {
              way.consumers().look(Set.of(), Duration.ZERO);
              return consumers(QUEUE) == 0;
            });
  }

  private void seen(String... mails) {
    await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(taken).containsExactly(mails));
  }

  private void put(String text) throws Exception {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      session.createProducer(session.createQueue(QUEUE)).send(session.createTextMessage(text));
    }
  }

  private int consumers(String queue) throws Exception {
    return admin.queues().stream()
        .filter(state -> state.name().equals(queue))
        .mapToInt(BrokerAdmin.QueueState::consumers)
        .sum();
  }
}
