package io.postweiche.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts answers into the queues that applications named in {@code JMSReplyTo}. One that cannot be
 * put there is told in the log and is gone: the mail it speaks of has gone its way, and the event
 * was published.
 */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.answers");
  private static final String TEMPORARY = ActiveMQDestination.TEMP_QUEUE_QUALIFED_PREFIX;

  /** An application must not fill the broker with queues that it names and never reads. */
  private static final int MOST_MADE = 1000;

  private final ConnectionFactory connections;
  private final AtomicInteger made = new AtomicInteger();

  public Answers(ConnectionFactory connections) {
    this.connections = connections;
  }

  /** Sends on what lies in {@link Queues#ANSWERS}. */
  public void send(Message answer) throws JMSException {
    String replyTo = answer.getStringProperty(Properties.REPLY_TO);
    if (replyTo == null || !(answer instanceof TextMessage text)) {
      LOG.warn("what lay in {} is no answer and was dropped", Queues.ANSWERS);
      return;
    }
    String queue = replyTo.startsWith(TEMPORARY) ? replyTo.substring(TEMPORARY.length()) : replyTo;
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      if (!exists(session, queue) && (replyTo.startsWith(TEMPORARY) || !mayBeMade())) {
        told(answer, queue, "there is no such queue any more");
        return;
      }
      send(text, session, session.createQueue(queue));
    } catch (JMSException | ActiveMQException e) {
      told(answer, queue, String.valueOf(e.getMessage()));
    }
  }

  private static void send(TextMessage answer, Session session, Queue queue) throws JMSException {
    TextMessage message = session.createTextMessage(answer.getText());
    message.setStringProperty(Properties.MAIL_ID, answer.getStringProperty(Properties.MAIL_ID));
    message.setJMSCorrelationID(answer.getJMSCorrelationID());
    try (MessageProducer producer = session.createProducer(queue)) {
      producer.send(message);
    }
  }

  private static boolean exists(Session session, String queue)
      throws JMSException, ActiveMQException {
    return BrokerAdmin.core(session).queueQuery(SimpleString.of(queue)).isExists();
  }

  private boolean mayBeMade() {
    return made.incrementAndGet() <= MOST_MADE;
  }

  private static void told(Message answer, String queue, String why) throws JMSException {
    LOG.warn(
        "{}: the answer to {} was dropped: {}",
        answer.getStringProperty(Properties.MAIL_ID),
        queue,
        why);
  }
}
