package io.postweiche.scenario;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** What an application does with the broker of {@link SomebodysBroker}. */
final class SomebodysPosts implements AutoCloseable {
  private final ActiveMQConnectionFactory factory;

  SomebodysPosts(SomebodysBroker broker) {
    factory =
        new ActiveMQConnectionFactory(
            broker.url() + "?consumerWindowSize=0", SomebodysBroker.USER, SomebodysBroker.PASSWORD);
  }

  /** A configuration with one relay that may carry all. */
  static Path config(Path folder, int relay) throws IOException {
    return Files.writeString(
        folder.resolve("postweiche.yaml"),
        """
        hostname: relay.meinefirma.de
        data: %s
        relays:
          a: {host: localhost, port: %d, tls: none, senders: any, null-sender: true}
        senders:
          "*": a
        retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%%}
        """
            .formatted(folder.resolve("data"), relay));
  }

  ActiveMQConnectionFactory factory() {
    return factory;
  }

  void post(String from, String to) throws Exception {
    try (Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      session
          .createProducer(session.createQueue("mail.submit"))
          .send(session.createTextMessage(Messages.small(from, to)));
    }
  }

  /** The next message of a queue, for which it waits. */
  Message receive(String queue) throws Exception {
    try (Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      return session.createConsumer(session.createQueue(queue)).receive(60_000);
    }
  }

  int count(String queue) throws Exception {
    try (Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
      connection.start();
      int count = 0;
      for (Enumeration<?> all = browser.getEnumeration(); all.hasMoreElements(); count++) {
        all.nextElement();
      }
      return count;
    }
  }

  @Override
  public void close() {
    factory.close();
  }
}
