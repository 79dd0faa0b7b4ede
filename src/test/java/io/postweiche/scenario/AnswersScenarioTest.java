package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application may ask for its mail over JMS: an answer, a time, an order. */
class AnswersScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.offering("8BITMIME").start();
  private RunningRouter router;

  @BeforeEach
  void start() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any", "null-sender: true", "limits: {connections: 1}")
            .with(
                "retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%}",
                "bounces: {from: postmaster@meinefirma.de, relays: [a]}")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  private interface Asked {
    void of(Session session, Message message) throws JMSException;
  }

  private Message post(Session session, String to, Asked asked) throws JMSException {
    Message message = session.createTextMessage(Messages.small("erp@meinefirma.de", to));
    message.setStringProperty("rcptTo", to);
    asked.of(session, message);
    session
        .createProducer(session.createQueue("mail.submit"))
        .send(message, message.getJMSDeliveryMode(), message.getJMSPriority(), 0);
    return message;
  }

  private void post(String to, Asked asked) throws Exception {
    try (var factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      post(session, to, asked);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "amqp"})
  void theFinalEventOfEachRecipientIsAnswered(String protocol) throws Exception {
    relay.at(At.RCPT).on("gone@").replies("550 5.1.1 gone");
    relay.at(At.EOD).once().closes(); // the mail may have been taken
    ConnectionFactory factory =
        protocol.equals("core")
            ? router.jms()
            : new JmsConnectionFactory("amqp://" + router.broker("amqp"));
    try (Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      Queue answers = session.createTemporaryQueue();
      post(
          session,
          "kunde@example.org, gone@example.org",
          (s, message) -> {
            message.setJMSReplyTo(answers);
            message.setJMSCorrelationID("order-4711");
          });
      var consumer = session.createConsumer(answers);
      List<String> told = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        TextMessage answer = (TextMessage) consumer.receive(10_000);
        assertThat(answer.getJMSCorrelationID()).isEqualTo("order-4711");
        told.add(answer.getText());
      }
      assertThat(told)
          .anySatisfy(
              text ->
                  assertThat(text)
                      .contains("\"event\":\"dead\"", "[\"gone@example.org\"]", "5.1.1 gone"))
          .anySatisfy(
              text ->
                  assertThat(text)
                      .contains("\"event\":\"delivered\"", "[\"kunde@example.org\"]")
                      .contains("\"possibleDuplicate\":true"));
    }
  }

  @Test
  void aQueueThatIsNotThereYetIsMade() throws Exception {
    try (var factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      Queue answers = session.createQueue("erp.answers");
      Message post = post(session, "kunde@example.org", (s, m) -> m.setJMSReplyTo(answers));
      await().until(() -> relay.messages().size() == 1);
      await().until(() -> router.get("/api/v1/queues").matches("(?s).*mail.answers[^}]*?:0,.*"));
      TextMessage answer = (TextMessage) session.createConsumer(answers).receive(10_000);
      assertThat(answer.getText()).contains("\"event\":\"delivered\"");
      assertThat(answer.getJMSCorrelationID()).isEqualTo(post.getJMSMessageID());
    }
  }

  @Test
  void stompMayNameAQueue() throws Exception {
    String[] address = router.broker("stomp").split(":");
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      OutputStream out = socket.getOutputStream();
      String frames =
          "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0SEND\ndestination:mail.submit\n"
              + "destination-type:ANYCAST\nreply-to:stomp.answers\ncorrelation-id:s-1\n"
              + "mailFormat:properties\nFrom:a@meinefirma.de\nTo:b@example.org\n\nHallo\0";
      out.write(frames.getBytes(StandardCharsets.UTF_8));
      out.flush();
      await().until(() -> relay.messages().size() == 1);
    }
    try (var factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      await()
          .ignoreExceptions() // until the queue is there, nobody but the router may make it
          .until(
              () ->
                  session
                          .createConsumer(session.createQueue("stomp.answers"))
                          .receive(10_000)
                          .getJMSCorrelationID()
                      != null);
    }
  }

  @Test
  void aQueueThatIsGoneHoldsNoMail() throws Exception {
    post("kunde@example.org", (s, m) -> m.setJMSReplyTo(s.createTemporaryQueue())); // and closes
    await().until(() -> relay.messages().size() == 1);
    await().until(() -> router.get("/api/v1/queues").matches("(?s).*mail.answers[^}]*?:0,.*"));
    post("kunde@example.org", (s, m) -> {});
    await().until(() -> relay.messages().size() == 2);
    assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
  }

  @Test
  void noAnswerOpensADoor() throws Exception {
    List<String> ours =
        List.of(
            "mail.submit",
            "mail.relay.a",
            "MAIL.dead.expired",
            "mail.events",
            "mail.answers",
            "mail",
            "activemq.management",
            "$sys.x",
            "x::mail.submit",
            "a b",
            "erp.#");
    for (String queue : ours) {
      post("kunde@example.org", (s, m) -> m.setJMSReplyTo(s.createQueue(queue)));
    }
    post("kunde@example.org", (s, m) -> m.setJMSReplyTo(s.createTopic("erp.answers")));
    await().until(() -> parted("JMSReplyTo: ") == ours.size() + 1);
    assertThat(relay.messages()).isEmpty();
  }

  /** How many dead letters say that. */
  private int parted(String reason) throws Exception {
    return router.get("/api/v1/dead").split(java.util.regex.Pattern.quote(reason), -1).length - 1;
  }

  @Test
  void aMailWaitsForItsTimeOverARestart() throws Exception {
    Instant time = Instant.now().plusSeconds(4);
    post("later@example.org", (s, m) -> m.setStringProperty("notBefore", time.toString()));
    post("now@example.org", (s, m) -> m.setLongProperty("notBefore", 1_000_000_000_000L));
    await().until(() -> relay.messages().size() == 1);
    assertThat(relay.messages().get(0).recipients()).containsExactly("now@example.org");
    await().until(() -> router.get("/api/v1/queues").contains("\"scheduled\":1"));
    router.restart();
    await().until(() -> relay.messages().size() == 2);
    assertThat(Instant.now()).isAfterOrEqualTo(time);
  }

  @Test
  void aMailThatIsOfNoUseAnyMoreIsDeadAndReported() throws Exception {
    post("late@example.org", (s, m) -> m.setStringProperty("expiresAt", "2020-01-01T00:00:00Z"));
    await().until(() -> router.get("/api/v1/dead").contains("late@example.org"));
    relay.at(At.RCPT).on("soon@").replies("450 4.2.1 not now");
    Instant soon = Instant.now().plusSeconds(2);
    post("soon@example.org", (s, m) -> m.setLongProperty("expiresAt", soon.toEpochMilli()));
    await().until(() -> router.get("/api/v1/dead").contains("soon@example.org"));
    assertThat(Instant.now()).isAfterOrEqualTo(soon.minusMillis(1));
    assertThat(router.get("/api/v1/dead")).contains("expired", "(expiresAt)");
    await().until(() -> relay.messages().size() == 2);
    assertThat(relay.messages())
        .allSatisfy(m -> assertThat(m.recipients()).containsExactly("erp@meinefirma.de"));
    router.post("/api/v1/dead/replay", "{\"filter\":{\"recipient\":\"late@example.org\"}}");
    await().until(() -> relay.messages().size() == 3);
    assertThat(relay.messages().get(2).recipients()).containsExactly("late@example.org");
  }

  @Test
  void aWrongTimeIsTold() throws Exception {
    String wanted = ": milliseconds since 1970 or a time such as 2026-11-24T18:00:00+01:00 wanted";
    post("a@example.org", (s, m) -> m.setStringProperty("notBefore", "tomorrow"));
    await().until(() -> parted("property notBefore" + wanted + ", not 'tomorrow'") == 1);
    post("a@example.org", (s, m) -> m.setStringProperty("expiresAt", "2026-11-24T18:00:00"));
    await().until(() -> parted("property expiresAt" + wanted) == 1);
    post("a@example.org", (s, m) -> m.setBooleanProperty("expiresAt", true));
    await().until(() -> parted(wanted + ", not Boolean") == 1);
    post("a@example.org", (s, m) -> m.setLongProperty("expiresAt", 1_795_544_393)); // seconds
    await().until(() -> parted("wanted, which 1970-01-21T") == 1);
    post("a@example.org", (s, m) -> m.setStringProperty("notBefore", "2150-01-01T00:00:00Z"));
    await().until(() -> parted("property notBefore: more than a year ahead") == 1);
    post(
        "a@example.org",
        (s, m) -> {
          m.setStringProperty("notBefore", Instant.now().plusSeconds(60).toString());
          m.setStringProperty("expiresAt", Instant.now().toString());
        });
    await().until(() -> parted("is not after notBefore") == 1);
    assertThat(relay.messages()).isEmpty();
  }

  @Test
  void thePriorityOrdersARelaysQueueAlsoAfterAFailure() throws Exception {
    router.post("/api/v1/relays/a/suspend", "{}");
    for (int priority : new int[] {0, 4, 9, 2}) {
      post("p" + priority + "@example.org", (s, m) -> m.setJMSPriority(priority));
    }
    await().until(() -> router.get("/api/v1/queues").matches("(?s).*mail.relay.a[^}]*?:4,.*"));
    router.restart();
    router.post("/api/v1/relays/a/resume", "{}");
    await().until(() -> relay.messages().size() == 4);
    assertThat(relay.messages())
        .flatExtracting(ScriptedRelay.Received::recipients)
        .containsExactly("p9@example.org", "p4@example.org", "p2@example.org", "p0@example.org");
  }
}
