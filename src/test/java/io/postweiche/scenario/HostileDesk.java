package io.postweiche.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Clients of a router's broker, by protocol and user, and the events it publishes. */
final class HostileDesk implements AutoCloseable {
  /** Makes the message of a post. */
  interface Maker {
    Message in(Session session) throws JMSException;
  }

  private interface Target {
    Destination in(Session session) throws JMSException;
  }

  private final RunningRouter router;
  private final ActiveMQConnectionFactory listening;
  private final Connection connection;
  private final MessageConsumer events;

  HostileDesk(RunningRouter router) throws JMSException {
    this.router = router;
    this.listening = router.jms();
    this.connection = listening.createConnection("frei", "geheim");
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    this.events = session.createConsumer(session.createTopic("mail.events"));
    connection.start();
  }

  void core(String user, Maker maker) throws JMSException {
    core(user, "mail.submit", maker);
  }

  void core(String user, String queue, Maker maker) throws JMSException {
    try (ActiveMQConnectionFactory factory = router.jms()) {
      post(factory, user, session -> session.createQueue(queue), maker);
    }
  }

  /** To {@code mail.submit} as if it were a topic. */
  void coreTopic(String user, Maker maker) throws JMSException {
    try (ActiveMQConnectionFactory factory = router.jms()) {
      post(factory, user, session -> session.createTopic("mail.submit"), maker);
    }
  }

  void amqp(String user, Maker maker) throws JMSException {
    post(
        new JmsConnectionFactory("amqp://" + router.broker("amqp")),
        user,
        session -> session.createQueue("mail.submit"),
        maker);
  }

  /** One SEND frame with these header lines; ends when the broker has answered it. */
  void stomp(String user, String headers, String body) throws IOException {
    String[] address = router.broker("stomp").split(":");
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      socket.setSoTimeout(20_000);
      String frames =
          "CONNECT\naccept-version:1.2\nhost:localhost\nlogin:%s\npasscode:geheim\n\n\0"
                  .formatted(user)
              + "SEND\ndestination:mail.submit\nreceipt:1\n"
              + (headers.contains("destination-type") ? "" : "destination-type:ANYCAST\n")
              + headers
              + "\n"
              + body
              + "\0";
      socket.getOutputStream().write(frames.getBytes(UTF_8));
      String answer = answer(socket.getInputStream()) + answer(socket.getInputStream());
      if (!answer.contains("RECEIPT\n")) {
        throw new IOException(answer);
      }
    }
  }

  /** The next event that has all these words; those before it are passed over. */
  String event(String... words) throws JMSException {
    StringBuilder passed = new StringBuilder();
    for (Message next = events.receive(20_000); next != null; next = events.receive(20_000)) {
      String text = ((TextMessage) next).getText();
      if (java.util.Arrays.stream(words).allMatch(text::contains)) {
        return text;
      }
      passed.append(text).append('\n');
    }
    throw new AssertionError("no event with " + String.join(", ", words) + " after\n" + passed);
  }

  @Override
  public void close() throws JMSException {
    connection.close();
    listening.close();
  }

  private static void post(ConnectionFactory to, String user, Target target, Maker maker)
      throws JMSException {
    try (Connection client = to.createConnection(user, "geheim");
        Session session = client.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      session.createProducer(target.in(session)).send(maker.in(session));
    }
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder frame = new StringBuilder();
    for (int octet = in.read(); octet > 0; octet = in.read()) {
      frame.append(new String(new byte[] {(byte) octet}, ISO_8859_1));
    }
    return frame.toString();
  }
}
