package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Posts of every kind that are no mail: parked as they came, told of, and able to go again. */
class HostilePostsScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
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

  private interface Body {
    Message in(Session session) throws JMSException;
  }

  @Test
  void propertyNamesThatAreNoJavaIdentifiersAreKept() throws Exception {
    Message parked =
        parkedAfter(
            session -> {
              TextMessage post = session.createTextMessage("no mail");
              core(post).putStringProperty("order-no", "4711");
              core(post).putStringProperty("select", "x");
              core(post).putStringProperty("LIKE", "y");
              core(post).putBytesProperty("blob", new byte[] {1, 2});
              core(post).putObjectProperty(SimpleString.of("nothing"), null);
              post.setDoubleProperty("weight", 1.5);
              return post;
            });
    assertThat(((TextMessage) parked).getText()).isEqualTo("no mail");
    assertThat(parked.getStringProperty("order-no")).isEqualTo("4711");
    assertThat(parked.getStringProperty("LIKE")).isEqualTo("y");
    assertThat(parked.getDoubleProperty("weight")).isEqualTo(1.5);
    assertThat(core(parked).getBytesProperty("blob")).containsExactly(1, 2);
  }

  @Test
  void aMapKeepsItsEntries() throws Exception {
    MapMessage parked =
        (MapMessage)
            parkedAfter(
                session -> {
                  MapMessage post = session.createMapMessage();
                  post.setString("a", "1");
                  post.setBytes("b", new byte[300_000]);
                  return post;
                });
    assertThat(parked.getString("a")).isEqualTo("1");
    assertThat(parked.getBytes("b")).hasSize(300_000);
  }

  @Test
  void aStreamKeepsItsItems() throws Exception {
    StreamMessage parked =
        (StreamMessage)
            parkedAfter(
                session -> {
                  StreamMessage post = session.createStreamMessage();
                  post.writeString("one");
                  post.writeInt(2);
                  return post;
                });
    assertThat(parked.readString()).isEqualTo("one");
    assertThat(parked.readInt()).isEqualTo(2);
  }

  @Test
  void aMessageWithoutABodyIsParked() throws Exception {
    Message parked = parkedAfter(Session::createMessage);
    assertThat(parked.getStringProperty("reason")).contains("without a body");
  }

  @Test
  void aLargeTextIsParkedWhole() throws Exception {
    String text = "ä".repeat(3_000_000);
    TextMessage parked = (TextMessage) parkedAfter(session -> session.createTextMessage(text));
    assertThat(parked.getText()).isEqualTo(text);
  }

  @Test
  void theCorrelationIsKept() throws Exception {
    Message parked =
        parkedAfter(
            session -> {
              BytesMessage post = session.createBytesMessage();
              post.writeBytes(new byte[] {1});
              post.setJMSCorrelationID("order-1");
              return post;
            });
    assertThat(parked.getJMSCorrelationID()).isEqualTo("order-1");
  }

  @Test
  void amqpPropertyNamesAndListsAreParked() throws Exception {
    JmsConnectionFactory amqp =
        new JmsConnectionFactory(
            "amqp://" + router.broker("amqp") + "?jms.validatePropertyNames=false");
    try (Connection events = router.jms().createConnection();
        Connection connection = amqp.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      MessageConsumer told = events(events);
      StreamMessage post = session.createStreamMessage();
      post.writeString("a list");
      post.setStringProperty("x-order-no", "4711");
      session.createProducer(session.createQueue("mail.submit")).send(post);
      assertThat(((TextMessage) told.receive(10_000)).getText()).contains("malformed");
    }
    await().until(() -> router.get("/api/v1/dead").contains("a map or a list"));
  }

  @Test
  void aPostSentToATopicOfThatNameIsNotLost() throws Exception {
    try (ActiveMQConnectionFactory factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      Throwable refused =
          org.assertj.core.api.Assertions.catchThrowable(
              () ->
                  session
                      .createProducer(session.createTopic("mail.submit"))
                      .send(
                          session.createTextMessage(
                              Messages.small("a@meinefirma.de", "b@example.org"))));
      if (refused == null) {
        await()
            .until(
                () ->
                    relay.messages().size() == 1
                        || router.get("/api/v1/dead").contains("malformed"));
      }
    }
  }

  private Message parkedAfter(Body body) throws Exception {
    try (ActiveMQConnectionFactory factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      MessageConsumer events = events(connection);
      session.createProducer(session.createQueue("mail.submit")).send(body.in(session));
      TextMessage event = (TextMessage) events.receive(10_000);
      assertThat(event).as("an event within 10 s").isNotNull();
      assertThat(event.getText()).contains("\"event\":\"malformed\"");
      MessageConsumer dead = session.createConsumer(session.createQueue("mail.dead.malformed"));
      Message parked = dead.receive(10_000);
      assertThat(parked.getStringProperty("reason")).isNotBlank();
      return whole(parked);
    }
  }

  private static Message whole(Message parked) throws JMSException {
    if (parked instanceof TextMessage text) {
      assertThat(text.getText()).isNotNull(); // a large one is read through the open session
    }
    return parked;
  }

  private static MessageConsumer events(Connection connection) throws JMSException {
    connection.start();
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    return session.createConsumer(session.createTopic("mail.events"));
  }

  private static org.apache.activemq.artemis.api.core.client.ClientMessage core(Message message) {
    return ((ActiveMQMessage) message).getCoreMessage();
  }
}
