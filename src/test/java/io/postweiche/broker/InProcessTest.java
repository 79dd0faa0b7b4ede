package io.postweiche.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The router's own connections to the broker in its process. */
class InProcessTest {
  private static final int SESSIONS = 12;
  private static final int MESSAGES = 200;

  @TempDir Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void startBroker() throws IOException {
    broker = TestBroker.in(folder);
  }

  @AfterEach
  void stopBroker() throws IOException {
    broker.close();
  }

  @Test
  void sessionsThatShareAConnectionLoseNothingAndKeepTheirOrder() throws Exception {
    for (int n = 0; n < SESSIONS; n++) {
      broker.declare("q" + n);
    }
    try (Connection connection = broker.transactions().createConnection()) {
      connection.start();
      List<Callable<List<String>>> talks = new ArrayList<>();
      for (int n = 0; n < SESSIONS; n++) {
        String queue = "q" + n;
        talks.add(() -> send(connection, queue));
        talks.add(() -> receive(connection, queue));
      }
      List<String> sent = IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList();
      assertThat(together(talks)).allSatisfy(seen -> assertThat(seen).isEqualTo(sent));
    }
  }

  /** The broker announces Artemis' own connector; whoever followed it would get its threads. */
  @Test
  void noConnectionIsMadeByArtemisOwnConnector() throws Exception {
    broker.declare("q");
    for (ConnectionFactory factory :
        List.of(broker.connections(), broker.transactions(), broker.stream())) {
      List<Connection> several = new ArrayList<>();
      for (int n = 0; n < 5; n++) {
        Connection connection = factory.createConnection();
        several.add(connection);
        send(connection, "q");
      }
      for (Connection connection : several) {
        connection.close();
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("remoting-service-postweiche"));
  }

  @Test
  void whoWaitsForAMessageIsReleasedByTheBrokersEnd() throws Exception {
    String queue = "mail.relay.waiting";
    broker.declare(queue);
    Connection connection = broker.transactions().createConnection();
    connection.start();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> isNothing(connection, queue));
    await().until(() -> isConsumed(queue));
    broker.close();
    await().until(waiting::isDone);
    assertThat(waiting).isCompletedWithValue(true);
  }

  private boolean isConsumed(String queue) throws IOException {
    return new BrokerAdmin(broker.connections())
        .queues().stream().anyMatch(each -> each.name().equals(queue) && each.consumers() > 0);
  }

  private static boolean isNothing(Connection connection, String queue) {
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
      return consumer.receive() == null;
    } catch (JMSException e) {
      return true; // closing what the broker's end has closed
    }
  }

  private static List<String> send(Connection connection, String queue) throws JMSException {
    List<String> sent = new ArrayList<>();
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(queue))) {
      for (int n = 0; n < MESSAGES; n++) {
        producer.send(session.createTextMessage(String.valueOf(n)));
        sent.add(String.valueOf(n));
        if (n % 7 == 0) {
          session.commit();
        }
      }
      session.commit();
    }
    return sent;
  }

  private static List<String> receive(Connection connection, String queue) throws JMSException {
    List<String> seen = new ArrayList<>();
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
      while (seen.size() < MESSAGES) {
        TextMessage message = (TextMessage) consumer.receive(60_000);
        seen.add(message.getText());
        session.commit();
      }
    }
    return seen;
  }

  private static List<List<String>> together(List<Callable<List<String>>> talks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(talks.size());
    try {
      List<List<String>> all = new ArrayList<>();
      for (Future<List<String>> each : threads.invokeAll(talks)) {
        all.add(each.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }
}
