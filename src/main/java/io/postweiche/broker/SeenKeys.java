package io.postweiche.broker;

import io.postweiche.core.repeat.Bucket;
import io.postweiche.core.repeat.Remembered;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.Optional;
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
  private static final long SOON_MS = 200;
  private static final long PATIENCE_MS = 5_000;

  private final SeenPlaces places;
  private final JmsTemplate here;

  public SeenKeys(Broker broker) {
    this.places = new SeenPlaces(broker);
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
      places.begin();
      Optional<Remembered> known = here.execute(session -> remember(post, session), true);
      return known == null ? Optional.empty() : known;
    } catch (JMSException | org.springframework.jms.JmsException e) {
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
    if (taken == null && places.isMissing()) {
      places.make(number, number + 1);
    }
    if (taken == null) {
      taken = consumer.receive(PATIENCE_MS);
    }
    if (taken == null) {
      throw new JMSException("bucket " + number + " is held elsewhere");
    }
    return taken;
  }

  static Message message(Session session, int number, Bucket bucket) throws JMSException {
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
