package io.postweiche.scenario;

import java.util.List;
import java.util.Map;
import javax.jms.BytesMessage;
import javax.jms.Connection;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageConsumer;
import javax.jms.MessageProducer;
import javax.jms.Session;
import javax.jms.TextMessage;
import org.apache.activemq.ActiveMQConnectionFactory;

/** The client of ActiveMQ classic, over OpenWire. Its API is that of javax.jms. */
final class OpenWirePoster implements Poster {
  private static final int PATIENCE_MS = 60_000;

  private final ActiveMQConnectionFactory factory;

  OpenWirePoster(String url, String user, String password) {
    factory = new ActiveMQConnectionFactory(user, password, url);
  }

  /** What is done with a session. */
  private interface Work {
    void in(Session session) throws JMSException;
  }

  private void with(boolean transacted, Work work) throws JMSException {
    Connection connection = factory.createConnection();
    try {
      connection.start();
      work.in(connection.createSession(transacted, transacted ? 0 : Session.AUTO_ACKNOWLEDGE));
    } finally {
      connection.close();
    }
  }

  @Override
  public void post(Letter letter) throws Exception {
    with(false, session -> send(session, letter));
  }

  @Override
  public void together(List<Letter> letters, boolean commit) throws Exception {
    with(
        true,
        session -> {
          for (Letter letter : letters) {
            send(session, letter);
          }
          if (commit) {
            session.commit();
          } else {
            session.rollback();
          }
        });
  }

  @Override
  public Answered answer(String queue) throws Exception {
    Answered[] got = new Answered[1];
    with(
        false,
        session -> {
          Message answer = session.createConsumer(session.createQueue(queue)).receive(PATIENCE_MS);
          got[0] = new Answered(answer.getJMSCorrelationID(), ((TextMessage) answer).getText());
        });
    return got[0];
  }

  @Override
  public void subscribe(String name) throws Exception {
    Connection connection = factory.createConnection();
    try {
      durable(connection, name);
    } finally {
      connection.close();
    }
  }

  @Override
  public String event(String name, String text) throws Exception {
    Connection connection = factory.createConnection();
    try {
      MessageConsumer events = durable(connection, name);
      while (true) {
        String event = ((TextMessage) events.receive(PATIENCE_MS)).getText();
        if (event.contains(text)) {
          return event;
        }
      }
    } finally {
      connection.close();
    }
  }

  private static MessageConsumer durable(Connection connection, String name) throws JMSException {
    connection.setClientID("client-" + name);
    connection.start();
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    return session.createDurableSubscriber(session.createTopic("mail.events"), name);
  }

  private static void send(Session session, Letter letter) throws JMSException {
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
    message.setJMSCorrelationID(letter.correlation());
    if (letter.replyTo() != null) {
      message.setJMSReplyTo(session.createQueue(letter.replyTo()));
    }
    MessageProducer producer = session.createProducer(session.createQueue("mail.submit"));
    producer.setPriority(letter.priority());
    producer.send(message);
    producer.close();
  }

  @Override
  public void close() {}
}
