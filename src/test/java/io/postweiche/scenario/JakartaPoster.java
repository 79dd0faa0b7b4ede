package io.postweiche.scenario;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Any client with the API of Jakarta Messaging: Artemis' own over Core, Qpid JMS over AMQP. */
class JakartaPoster implements Poster {
  private static final int PATIENCE_MS = 60_000;

  private final ConnectionFactory factory;
  private final @Nullable String user;
  private final @Nullable String password;

  JakartaPoster(ConnectionFactory factory, @Nullable String user, @Nullable String password) {
    this.factory = factory;
    this.user = user;
    this.password = password;
  }

  @Override
  public void post(Letter letter) throws Exception {
    try (Connection connection = connection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      send(session, List.of(letter));
    }
  }

  @Override
  public void together(List<Letter> letters, boolean commit) throws Exception {
    try (Connection connection = connection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      send(session, letters);
      if (commit) {
        session.commit();
      } else {
        session.rollback();
      }
    }
  }

  @Override
  public Answered answer(String queue) throws Exception {
    try (Connection connection = connection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
      connection.start();
      Message answer = consumer.receive(PATIENCE_MS);
      return new Answered(answer.getJMSCorrelationID(), answer.getBody(String.class));
    }
  }

  @Override
  public void subscribe(String name) throws Exception {
    try (Connection connection = connection()) {
      durable(connection, name).close();
    }
  }

  @Override
  public String event(String name, String text) throws Exception {
    try (Connection connection = connection();
        MessageConsumer events = durable(connection, name)) {
      while (true) {
        Message event = events.receive(PATIENCE_MS);
        String body = event.getBody(String.class);
        if (body.contains(text)) {
          return body;
        }
      }
    }
  }

  private static MessageConsumer durable(Connection connection, String name) throws JMSException {
    connection.setClientID("client-" + name);
    connection.start();
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    return session.createDurableConsumer(session.createTopic("mail.events"), name);
  }

  @Override
  public void close() {
    if (factory instanceof ActiveMQConnectionFactory artemis) {
      artemis.close();
    }
  }

  private Connection connection() throws JMSException {
    return user == null ? factory.createConnection() : factory.createConnection(user, password);
  }

  private static void send(Session session, List<Letter> letters) throws JMSException {
    try (MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      for (Letter letter : letters) {
        producer.setPriority(letter.priority());
        producer.send(message(session, letter));
      }
    }
  }

  static Message message(Session session, Letter letter) throws JMSException {
    Message message;
    if (letter.body() instanceof byte[] octets) {
      BytesMessage bytes = session.createBytesMessage();
      bytes.writeBytes(octets);
      message = bytes;
    } else {
      message = session.createTextMessage((String) letter.body());
    }
    for (Map.Entry<String, Object> property : letter.properties().entrySet()) {
      message.setObjectProperty(property.getKey(), property.getValue());
    }
    if (letter.correlation() != null) {
      message.setJMSCorrelationID(letter.correlation());
    }
    if (letter.replyTo() != null) {
      message.setJMSReplyTo(session.createQueue(letter.replyTo()));
    }
    return message;
  }
}
