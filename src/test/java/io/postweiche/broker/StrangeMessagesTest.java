package io.postweiche.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.spool.Spool;
import io.postweiche.testing.TestBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stranger has put into a relay's queue is parked as it is, not tried for ever. */
class StrangeMessagesTest {
  @TempDir Path folder;
  private EmbeddedBroker broker;
  private MailMessages messages;
  private Connection connection;
  private Session session;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.in(folder.resolve("broker"));
    Spool spool = new Spool(folder.resolve("spool"));
    spool.open();
    messages = new MailMessages(spool, () -> new MailId("ABCDEFGH12"), mail -> false);
    connection = broker.connections().createConnection();
    connection.start();
    session = connection.createSession(true, Session.SESSION_TRANSACTED);
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    broker.close();
  }

  static Stream<Map<String, Object>> strangeProperties() {
    return Stream.of(
        Map.of("acceptedAt", "yesterday"),
        Map.of("acceptedAt", true),
        Map.of("attempt", Long.MAX_VALUE),
        Map.of("attempt", 1.5),
        Map.of("eightBit", 7),
        Map.of("history", "[{\"at\":\"noon\"}]"),
        Map.of("history", "{"),
        Map.of("relay", "../x"),
        Map.of("triedRelays", "a,B!"),
        Map.of("mailId", 5L),
        Map.of("rcptTo", ""),
        Map.of("mailFrom", "no address"));
  }

  @ParameterizedTest
  @MethodSource("strangeProperties")
  void strangePropertiesMakeItNoMailAndLeaveNoFile(Map<String, Object> properties)
      throws Exception {
    Message message = carried(300_000, properties);
    Object read = messages.fromMessage(message);
    assertThat(read).isInstanceOf(Outgoing.Unreadable.class);
    try (Stream<Path> spooled = Files.list(folder.resolve("spool"))) {
      assertThat(spooled).isEmpty();
    }
    BytesMessage parked = (BytesMessage) messages.toMessage(read, session);
    session.createProducer(session.createQueue("mail.dead.malformed")).send(parked);
    session.commit();
    BytesMessage dead = (BytesMessage) received("mail.dead.malformed");
    assertThat(dead.getBodyLength()).isEqualTo(300_000);
    assertThat(dead.getStringProperty("reason")).contains("not written by the router");
  }

  @Test
  void whatIsWholeIsAMail() throws Exception {
    assertThat(messages.fromMessage(carried(10, Map.of()))).isInstanceOf(Mail.class);
  }

  private Message carried(int size, Map<String, Object> properties) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(new byte[size]);
    message.setStringProperty("mailId", "ABCDEFGH99");
    message.setStringProperty("mailFrom", "a@example.org");
    message.setStringProperty("rcptTo", "b@example.org");
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      message.setObjectProperty(property.getKey(), property.getValue());
    }
    session.createProducer(session.createQueue("mail.relay.a")).send(message);
    session.commit();
    return received("mail.relay.a");
  }

  private Message received(String queue) throws JMSException {
    // left open: a large body is read through it
    MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
    return consumer.receive(10_000);
  }
}
