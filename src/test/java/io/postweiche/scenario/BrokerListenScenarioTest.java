package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postweiche.config.PasswordHash;
import io.postweiche.testing.ScriptedRelay;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications that have to log in: who they are and what each may do. */
class BrokerListenScenarioTest {
  @TempDir static Path folder;
  private static final ScriptedRelay relay = ScriptedRelay.start();
  private static RunningRouter router;

  @BeforeAll
  static void start() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any")
            .brokerLines(
                "broker:",
                "  listen: {core: \"127.0.0.1:0\", amqp: \"127.0.0.1:0\", stomp: \"127.0.0.1:0\"}",
                "  users:",
                "    erp: {password: \"" + hash("richtig") + "\", senders: [meinefirma.de]}",
                "    crm: {password: \"" + hash("auch") + "\"}")
            .start();
  }

  @AfterAll
  static void stop() {
    router.close();
    relay.close();
  }

  @ParameterizedTest
  @CsvSource({"core,,", "core,erp,falsch", "core,erp,", "core,router,", "core,nobody,richtig"})
  void nobodyElseComesIn(String protocol, String user, String password) {
    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> connect(protocol, user, password).close());
  }

  @ParameterizedTest
  @CsvSource({"amqp,,", "amqp,erp,falsch", "amqp,router,x"})
  void nobodyElseComesInOverAmqp(String protocol, String user, String password) {
    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> connect(protocol, user, password).close());
  }

  @ParameterizedTest
  @CsvSource({"core,erp,richtig", "amqp,erp,richtig", "core,crm,auch"})
  void aUserPostsAsHisSender(String protocol, String user, String password) throws Exception {
    String from = protocol + "-" + user + "@meinefirma.de";
    post(protocol, user, password, from);
    await().until(() -> senders().contains(from));
  }

  @ParameterizedTest
  @CsvSource({"core", "amqp"})
  void aForeignSenderIsParkedWithTheReason(String protocol) throws Exception {
    String from = protocol + "@tochterfirma.de";
    post(protocol, "erp", "richtig", from);
    await()
        .until(
            () ->
                router
                    .get("/api/v1/dead?reason=malformed")
                    .contains("the user erp may not send as <" + from + ">"));
    assertThat(senders()).doesNotContain(from);
  }

  @ParameterizedTest
  @CsvSource({"core,_AMQ_VALIDATED_USER", "amqp,_AMQ_VALIDATED_USER", "amqp,JMSXUserID"})
  void aUserMayNotPretendToBeAnother(String protocol, String property) throws Exception {
    String from = property.toLowerCase(java.util.Locale.ROOT) + "@" + protocol + ".de";
    try (Connection connection = connect(protocol, "erp", "richtig");
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      TextMessage mail = session.createTextMessage(Messages.small(from, "k@example.org"));
      mail.setStringProperty(property, "crm");
      session.createProducer(session.createQueue("mail.submit")).send(mail);
    }
    await()
        .until(
            () ->
                router
                    .get("/api/v1/dead?reason=malformed")
                    .contains("the user erp may not send as <" + from + ">"));
  }

  @ParameterizedTest
  @CsvSource({"mail.dead.malformed", "mail.relay.a", "mail.submit"})
  void aUserReadsNoMail(String queue) throws Exception {
    try (Connection connection = connect("core", "erp", "richtig");
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      assertThatExceptionOfType(JMSException.class)
          .isThrownBy(() -> session.createConsumer(session.createQueue(queue)));
      assertThatExceptionOfType(JMSException.class)
          .isThrownBy(() -> session.createBrowser(session.createQueue(queue)).getEnumeration());
    }
  }

  @Test
  void aDurableSubscriberGetsTheEventsOfHisAbsence() throws Exception {
    subscribed(consumer -> {});
    post("core", "crm", "auch", "events@meinefirma.de");
    await().until(() -> senders().contains("events@meinefirma.de"));
    List<String> events = new ArrayList<>();
    subscribed(
        consumer ->
            await()
                .untilAsserted(
                    () -> {
                      TextMessage event = (TextMessage) consumer.receive(100);
                      if (event != null && event.getText().contains("events@meinefirma.de")) {
                        events.add(event.getText().replaceAll(".*\"event\":\"(\\w+)\".*", "$1"));
                      }
                      assertThat(events).containsExactly("accepted", "delivered");
                    }));
  }

  private interface Use {
    void of(MessageConsumer consumer) throws Exception;
  }

  private static void subscribed(Use use) throws Exception {
    try (Connection connection = router.jms().createConnection("erp", "richtig")) {
      connection.setClientID("erp-events");
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer consumer =
          session.createDurableSubscriber(session.createTopic("mail.events"), "all");
      connection.start();
      use.of(consumer);
    }
  }

  private static void post(String protocol, String user, String password, String from)
      throws Exception {
    try (Connection connection = connect(protocol, user, password);
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      session
          .createProducer(session.createQueue("mail.submit"))
          .send(session.createTextMessage(Messages.small(from, "k@example.org")));
    }
  }

  private static Connection connect(String protocol, String user, String password)
      throws JMSException {
    ConnectionFactory factory =
        protocol.equals("core")
            ? router.jms()
            : new JmsConnectionFactory("amqp://" + router.broker("amqp"));
    Connection connection = factory.createConnection(user, password);
    try {
      connection.start();
      return connection;
    } catch (JMSException e) {
      connection.close();
      throw e;
    }
  }

  private static List<String> senders() {
    return relay.messages().stream()
        .map(message -> message.mail().replaceAll(".*<(.*?)>.*", "$1"))
        .toList();
  }

  private static String hash(String password) {
    return PasswordHash.hash(password, new SecureRandom());
  }
}
