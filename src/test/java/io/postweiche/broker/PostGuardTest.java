package io.postweiche.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guard of a process with little memory lets into a real broker. */
class PostGuardTest {
  private static final long MEMORY = 32_000_000; // an eighth are 4,000,000 octets

  @TempDir Path folder;
  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private ActiveMQConnectionFactory factory;
  private Connection connection;

  @BeforeEach
  void start() throws Exception {
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration
        .setPersistenceEnabled(true)
        .setSecurityEnabled(false)
        .setJMXManagementEnabled(false)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .addAcceptorConfiguration("in-vm", "vm://790");
    configuration.registerBrokerPlugin(new PostGuard(MEMORY));
    broker.setConfiguration(configuration).start();
    factory = new ActiveMQConnectionFactory("vm://790");
    connection = factory.createConnection();
    connection.start();
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    factory.close();
    broker.stop();
  }

  @Test
  void aTextTooLargeForTheMemoryIsRefusedAndLeavesNoFile() throws Exception {
    try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      assertThatThrownBy(() -> send(session, session.createTextMessage("x".repeat(2_100_000))))
          .isInstanceOf(JMSException.class)
          .hasMessageContaining("4000000 at most: post it as a BytesMessage");
      assertThat(received(session)).isNull();
    }
    try (Stream<Path> left = Files.list(folder.resolve("large"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theCommitOfARefusedPostFails() throws Exception {
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      assertThatThrownBy(
              () -> {
                send(session, session.createTextMessage("good"));
                send(session, session.createTextMessage("x".repeat(2_100_000)));
                session.commit();
              })
          .isInstanceOf(JMSException.class);
    }
    try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      assertThat(received(session)).isNull();
    }
  }

  @Test
  void octetsAreStreamedAndMayBeLarger() throws Exception {
    try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(new byte[5_000_000]);
      send(session, message);
      Message taken = received(session);
      assertThat(((BytesMessage) taken).getBodyLength()).isEqualTo(5_000_000);
      assertThat(taken.getStringProperty("JMSXGroupID")).isNull();
    }
  }

  @Test
  void largeTextsHaveOneReaderAtATimeAndSmallOnesMany() throws Exception {
    try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      send(session, session.createTextMessage("x".repeat(600_000)));
      assertThat(received(session).getStringProperty("JMSXGroupID")).isEqualTo("large");
      send(session, session.createTextMessage("x".repeat(1000)));
      assertThat(received(session).getStringProperty("JMSXGroupID")).isNull();
    }
  }

  @Test
  void whatIsPostedIsStoredEvenWhenNotPersistent() throws Exception {
    try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      producer.send(session.createTextMessage("x"));
      assertThat(received(session).getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    }
  }

  private static void send(Session session, Message message) throws JMSException {
    try (MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      producer.send(message);
    }
  }

  private static Message received(Session session) throws JMSException {
    try (MessageConsumer consumer = session.createConsumer(session.createQueue("mail.submit"))) {
      return consumer.receive(300);
    }
  }
}
