package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.message.JmsMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user of the broker who may send as some senders only, and tries to be somebody else. */
class BrokerUsersScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private RunningRouter router;

  @BeforeEach
  void start() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any")
            .brokerUsers("{erp: {password: geheim, senders: [meinefirma.de]}}")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  @Test
  void itsOwnSendersPassOverCoreAndAmqp() throws Exception {
    post(core(), "a@meinefirma.de", Map.of());
    post(amqp(), "b@meinefirma.de", Map.of());
    await().until(() -> relay.messages().size() == 2);
  }

  @Test
  void anotherUsersNameInThePostIsNotBelieved() throws Exception {
    Map<String, String> claims = Map.of("JMSXUserID", "chef", "_AMQ_VALIDATED_USER", "chef");
    post(core(), "a@andere.example", claims);
    post(amqp(), "b@andere.example", claims);
    await()
        .untilAsserted(
            () ->
                assertThat(router.get("/api/v1/dead").split("the user erp may not send as"))
                    .hasSize(3));
    assertThat(relay.messages()).isEmpty();
  }

  @Test
  void nobodyIsLetInWithoutAPasswordOnceThereAreUsers() {
    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> new ActiveMQConnectionFactory(url()).createConnection());
    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> new ActiveMQConnectionFactory(url(), "erp", "x").createConnection());
    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> new ActiveMQConnectionFactory(url(), "router", "").createConnection());
  }

  @Test
  void dealingsOfTheBrokerAreNotTold() throws Exception {
    try (Connection connection = core().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      for (String hidden :
          new String[] {"activemq.notifications", "activemq.management", "mail.relay.a"}) {
        assertThatExceptionOfType(JMSException.class)
            .as(hidden)
            .isThrownBy(() -> session.createConsumer(session.createTopic(hidden)));
      }
    }
  }

  private String url() {
    return "tcp://" + router.broker("core");
  }

  private ConnectionFactory core() {
    return new ActiveMQConnectionFactory(url(), "erp", "geheim");
  }

  private ConnectionFactory amqp() {
    return new JmsConnectionFactory("erp", "geheim", "amqp://" + router.broker("amqp"));
  }

  private static void post(ConnectionFactory to, String sender, Map<String, String> claims)
      throws JMSException {
    try (Connection connection = to.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      Message post = session.createTextMessage(Messages.small(sender, "kunde@example.org"));
      for (Map.Entry<String, String> claim : claims.entrySet()) {
        if (post instanceof ActiveMQMessage artemis) {
          artemis.getCoreMessage().putStringProperty(claim.getKey(), claim.getValue());
        } else {
          ((JmsMessage) post).getFacade().setProperty(claim.getKey(), claim.getValue());
        }
      }
      if (post instanceof JmsMessage amqp && !claims.isEmpty()) {
        amqp.getFacade().setUserId(claims.get("JMSXUserID"));
      }
      session.createProducer(session.createQueue("mail.submit")).send(post);
    }
  }
}
