package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What applications post over Core, AMQP and STOMP, good and bad. */
class JmsScenarioTest {
  private static final String JSON =
      "{\"from\":\"Vertrieb <vertrieb@meinefirma.de>\",\"to\":[\"kunde@example.org\"],"
          + "\"bcc\":[\"chef@meinefirma.de\"],\"subject\":\"Angebot\",\"text\":\"Guten Tag\"}";

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.offering("8BITMIME").start();
  private RunningRouter router;

  @BeforeEach
  void start() throws Exception {
    router =
        new RunningRouter(folder).relay("a", relay, "senders: any", "null-sender: true").start();
  }

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  @Test
  void aWholeMessageOverCoreKeepsItsBytes() throws Exception {
    byte[] message =
        Messages.small("vertrieb@meinefirma.de", "kunde@example.org")
            .getBytes(StandardCharsets.UTF_8);
    post(router.jms(), session -> bytes(session, message), Map.of());
    await().until(() -> relay.messages().size() == 1);
    assertThat(relay.messages().get(0).recipients()).containsExactly("kunde@example.org");
    assertThat(text(0))
        .startsWith("Received: ")
        .contains(
            "From: <vertrieb@meinefirma.de>\r\nTo: <kunde@example.org>\r\nSubject: hello\r\n");
  }

  @Test
  void jsonOverAmqpBecomesAMailWithoutItsBlindCopy() throws Exception {
    ConnectionFactory amqp = new JmsConnectionFactory("amqp://" + router.broker("amqp"));
    post(amqp, session -> session.createTextMessage(JSON), Map.of("mailFormat", "json"));
    await().until(() -> relay.messages().size() == 1);
    assertThat(relay.messages().get(0).recipients())
        .containsExactlyInAnyOrder("kunde@example.org", "chef@meinefirma.de");
    assertThat(text(0)).contains("Subject: Angebot").doesNotContain("chef@").doesNotContain("Bcc");
  }

  @Test
  void propertiesOverStompBecomeAMail() throws Exception {
    stomp(
        "SEND\ndestination:mail.submit\nmailFormat:properties\nFrom:vertrieb@meinefirma.de\n"
            + "To:kunde@example.org\nSubject:Rechnung\ndestination-type:ANYCAST\nreceipt:1\n\nGuten Tag\0");
    await().until(() -> relay.messages().size() == 1);
    assertThat(text(0)).contains("Subject: Rechnung", "Guten Tag");
  }

  @Test
  void theEnvelopeMayBeGivenByProperties() throws Exception {
    post(
        router.jms(),
        session -> session.createTextMessage(Messages.small("a@meinefirma.de", "b@example.org")),
        Map.of("mailFrom", "", "rcptTo", "one@example.org, two@example.org"));
    await().until(() -> relay.messages().size() == 1);
    assertThat(relay.messages().get(0).mail()).startsWith("MAIL FROM:<>");
    assertThat(relay.messages().get(0).recipients())
        .containsExactly("one@example.org", "two@example.org");
  }

  @Test
  void anUnreadablePostIsParkedUnchangedWithItsReasonAndAnEvent() throws Exception {
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      MessageConsumer events = session.createConsumer(session.createTopic("mail.events"));
      post(
          router.jms(),
          s -> s.createTextMessage("{\"from\": 7}"),
          Map.of("mailFormat", "json", "order", "4711"));
      TextMessage event = (TextMessage) events.receive(10_000);
      assertThat(event.getText()).contains("\"event\":\"malformed\"", "from");
      MessageConsumer dead = session.createConsumer(session.createQueue("mail.dead.malformed"));
      TextMessage parked = (TextMessage) dead.receive(10_000);
      assertThat(parked.getText()).isEqualTo("{\"from\": 7}");
      assertThat(parked.getStringProperty("order")).isEqualTo("4711");
      assertThat(parked.getStringProperty("reason")).contains("from");
    }
    assertThat(relay.connections()).isZero();
  }

  @Test
  void aLargeUnreadablePostKeepsItsBody() throws Exception {
    byte[] junk = new byte[3_000_000];
    java.util.Arrays.fill(junk, (byte) 'x');
    post(router.jms(), session -> bytes(session, junk), Map.of());
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      BytesMessage parked =
          (BytesMessage)
              session.createConsumer(session.createQueue("mail.dead.malformed")).receive(10_000);
      byte[] body = new byte[(int) parked.getBodyLength()];
      parked.readBytes(body);
      assertThat(body).isEqualTo(junk);
    }
  }

  /** A payload that would tell if it were ever brought to life. */
  static final class Bomb implements Serializable {
    private static final long serialVersionUID = 1;
    static volatile boolean exploded;

    private void readObject(java.io.ObjectInputStream in) {
      exploded = true;
    }
  }

  @Test
  void anObjectMessageIsNeverDeserialised() throws Exception {
    post(router.jms(), session -> session.createObjectMessage(new Bomb()), Map.of());
    await().until(() -> router.get("/api/v1/dead").contains("malformed"));
    assertThat(router.get("/api/v1/dead")).contains("ObjectMessage");
    assertThat(Bomb.exploded).isFalse();
  }

  @Test
  void propertiesThatCamelWouldObeyHaveNoEffect() throws Exception {
    try (ScriptedRelay trap = ScriptedRelay.start()) {
      post(
          router.jms(),
          session ->
              session.createTextMessage(Messages.small("a@meinefirma.de", "kunde@example.org")),
          Map.of(
              "CamelJmsDestinationName", "mail.dead.expired",
              "cAmElJmsDestinationName", "mail.dead.expired",
              "mail_DOT_smtp_DOT_host", "localhost",
              "mail_DOT_smtp_DOT_port", String.valueOf(trap.port()),
              "MAIL_DOT_smtp_DOT_from", "evil@example.net",
              "relay", "nowhere",
              "triedRelays", "a",
              "pinnedRelay", "nowhere"));
      await().until(() -> relay.messages().size() == 1);
      assertThat(relay.messages().get(0).mail()).startsWith("MAIL FROM:<a@meinefirma.de>");
      assertThat(trap.connections()).isZero();
      assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
    }
  }

  @Test
  void aStrangerMayNotReadOrWriteARelaysQueue() throws Exception {
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      org.assertj.core.api.Assertions.assertThatExceptionOfType(JMSException.class)
          .isThrownBy(() -> session.createConsumer(session.createQueue("mail.relay.a")));
      org.assertj.core.api.Assertions.assertThatExceptionOfType(JMSException.class)
          .isThrownBy(
              () ->
                  session
                      .createProducer(session.createQueue("mail.relay.a"))
                      .send(session.createTextMessage("x")));
    }
  }

  private interface Body {
    Message in(Session session) throws JMSException;
  }

  private static void post(ConnectionFactory to, Body body, Map<String, String> properties)
      throws Exception {
    try (Connection connection = to.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      Message message = body.in(session);
      for (Map.Entry<String, String> property : properties.entrySet()) {
        message.setStringProperty(property.getKey(), property.getValue());
      }
      session.createProducer(session.createQueue("mail.submit")).send(message);
    }
    if (to instanceof ActiveMQConnectionFactory core) {
      core.close();
    }
  }

  private static Message bytes(Session session, byte[] content) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(content);
    return message;
  }

  private void stomp(String frame) throws Exception {
    String[] address = router.broker("stomp").split(":");
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0".getBytes(StandardCharsets.UTF_8));
      out.write(frame.getBytes(StandardCharsets.UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder seen = new StringBuilder();
      while (seen.indexOf("RECEIPT") < 0) {
        int octet = in.read();
        assertThat(octet).as("STOMP said: %s", seen).isNotNegative();
        seen.append((char) octet);
        assertThat(seen.toString()).doesNotContain("ERROR");
      }
    }
  }

  private String text(int index) {
    return new String(relay.messages().get(index).content(), StandardCharsets.UTF_8);
  }
}
