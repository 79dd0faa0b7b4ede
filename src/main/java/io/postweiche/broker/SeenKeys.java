package io.postweiche.broker;

import io.postweiche.core.repeat.Bucket;
import io.postweiche.core.repeat.Remembered;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * The keys of posts that were taken in, in the broker: {@link #BUCKETS} messages in {@code
 * mail.seen}. The one of a key is taken and put back in the transaction that takes the post, so
 * that of two routers, or of two posts at once, one waits for what became of the other; a crash
 * gives it back as it was (ADR 0015).
 */
public final class SeenKeys {
  static final int BUCKETS = 1024;
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.posts");
  private static final String BUCKET = "bucket";
  private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";
  private static final long SOON_MS = 200;
  private static final long PATIENCE_MS = 5_000;

  private final Broker broker;
  private final JmsTemplate here;
  private volatile boolean begun;

  public SeenKeys(Broker broker) {
    this.broker = broker;
    this.here = new JmsTemplate(broker.transactions()); // joins the session of the route
    here.setSessionTransacted(true);
  }

  /**
   * Remembers a post with the transaction of the calling route.
   *
   * @return what the same key belonged to already, which stays so; empty for a new one
   * @throws IOException when the broker does not answer, or another router holds the key for long;
   *     the transaction is to be rolled back
   */
  public Optional<Remembered> remember(Remembered post) throws IOException {
    try {
      begin();
      Optional<Remembered> known = here.execute(session -> remember(post, session), true);
      return known == null ? Optional.empty() : known;
    } catch (ActiveMQException | JMSException | org.springframework.jms.JmsException e) {
      throw new IOException("the keys in " + Queues.SEEN + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Optional<Remembered> remember(Remembered post, Session session) throws JMSException {
    int number = post.key().bucket(BUCKETS);
    Queue place = session.createQueue(Queues.SEEN);
    try (MessageConsumer consumer = session.createConsumer(place, BUCKET + " = " + number)) {
      Bucket bucket = read(taken(consumer, number));
      for (Message other = consumer.receiveNoWait();
          other != null;
          other = consumer.receiveNoWait()) {
        bucket = bucket.and(read(other));
      }
      Optional<Remembered> known = bucket.find(post.key(), post.at());
      Bucket next = known.isPresent() ? bucket : bucket.with(post);
      if (known.isEmpty() && bucket.isFull()) {
        LOG.warn("more keys than {} can hold: the oldest is forgotten within 7 days", Queues.SEEN);
      }
      try (MessageProducer producer = session.createProducer(place)) {
        producer.send(message(session, number, next));
      }
      return known;
    }
  }

  private Message taken(MessageConsumer consumer, int number) throws JMSException {
    Message taken = consumer.receive(SOON_MS);
    if (taken == null && purged()) {
      put(number, number + 1);
    }
    if (taken == null) {
      taken = consumer.receive(PATIENCE_MS);
    }
    if (taken == null) {
      throw new JMSException("bucket " + number + " is held elsewhere");
    }
    return taken;
  }

  /** Makes the buckets where there is none; of two routers at the same time one does. */
  private synchronized void begin() throws IOException, ActiveMQException, JMSException {
    if (!begun) {
      broker.declare(Queues.SEEN);
      if (depth() == 0) {
        put(0, BUCKETS);
      }
      begun = true;
    }
  }

  private boolean purged() throws JMSException {
    try {
      return depth() < BUCKETS;
    } catch (ActiveMQException e) {
      throw wrapped(e);
    }
  }

  /** Counts what a router has taken and not put back yet. */
  private long depth() throws ActiveMQException, JMSException {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      return BrokerAdmin.core(session).queueQuery(SimpleString.of(Queues.SEEN)).getMessageCount();
    }
  }

  private void put(int from, int to) throws JMSException {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(Queues.SEEN))) {
      long minute = System.currentTimeMillis() / 60_000;
      for (int number = from; number < to; number++) {
        Message message = message(session, number, Bucket.EMPTY);
        if (number == from) { // known already, it undoes the whole transaction
          message.setStringProperty(
              DUPLICATE_ID, Queues.SEEN + "/" + from + "-" + to + "/" + minute);
        }
        producer.send(message);
      }
      session.commit();
    } catch (JMSException e) {
      if (!isDuplicate(e)) {
        throw e;
      }
    }
  }

  /** Another router was quicker. */
  private static boolean isDuplicate(JMSException e) {
    return String.valueOf(e.getMessage()).contains("AMQ229098")
        || String.valueOf(e.getCause()).contains("AMQ229098")
        || String.valueOf(e).contains("uplicate");
  }

  private static JMSException wrapped(ActiveMQException e) {
    JMSException wrapped = new JMSException(e.getMessage());
    wrapped.initCause(e);
    return wrapped;
  }

  private static Message message(Session session, int number, Bucket bucket) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.setIntProperty(BUCKET, number);
    message.writeBytes(bucket.octets());
    return message;
  }

  private static Bucket read(Message message) throws JMSException {
    if (!(message instanceof BytesMessage bytes)) {
      return Bucket.EMPTY;
    }
    byte[] octets = new byte[(int) bytes.getBodyLength()];
    bytes.readBytes(octets);
    try {
      return Bucket.of(octets);
    } catch (IOException e) {
      LOG.warn("what lay in {} was no bucket of keys and was dropped", Queues.SEEN);
      return Bucket.EMPTY;
    }
  }
}
