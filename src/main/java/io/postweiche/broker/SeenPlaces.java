package io.postweiche.broker;

import io.postweiche.core.repeat.Bucket;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * Makes the buckets of {@link SeenKeys} where there are none. Of several routers one does: a queue
 * that only one can make, and that is gone with its connection, is the lock. (Artemis' duplicate
 * detection is none: two transactions under way do not see each other's ids.)
 */
final class SeenPlaces {
  private static final String LOCK = "postweiche.seen.lock";
  private static final long PATIENCE_MS = 10_000;
  private static final long PAUSE_MS = 50;

  private final Broker broker;
  private volatile boolean begun;

  SeenPlaces(Broker broker) {
    this.broker = broker;
  }

  /** At the first use. */
  synchronized void begin() throws IOException, JMSException {
    if (!begun) {
      broker.declare(Queues.SEEN);
      if (isMissing()) {
        make(0, SeenKeys.BUCKETS);
      }
      begun = true;
    }
  }

  /** Whether somebody has purged them; counts what a router has taken and not put back yet. */
  boolean isMissing() throws JMSException {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      return depth(BrokerAdmin.core(session)) < SeenKeys.BUCKETS;
    } catch (ActiveMQException e) {
      throw wrapped(e);
    }
  }

  /** Puts empty buckets there, if they are still missing when it is this router's turn. */
  void make(int from, int to) throws JMSException {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      ClientSession core = BrokerAdmin.core(session);
      lock(core);
      try {
        if (depth(core) <= SeenKeys.BUCKETS - (to - from)) {
          put(session, from, to);
        }
      } finally {
        core.deleteQueue(LOCK);
      }
    } catch (ActiveMQException e) {
      throw wrapped(e);
    }
  }

  private static void put(Session session, int from, int to) throws JMSException {
    try (MessageProducer producer = session.createProducer(session.createQueue(Queues.SEEN))) {
      for (int number = from; number < to; number++) {
        producer.send(SeenKeys.message(session, number, Bucket.EMPTY));
      }
      session.commit();
    }
  }

  private static void lock(ClientSession core) throws ActiveMQException, JMSException {
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (true) {
      try {
        core.createQueue(
            QueueConfiguration.of(LOCK)
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(false)
                .setTemporary(true));
        return;
      } catch (ActiveMQQueueExistsException e) {
        if (System.nanoTime() > end) {
          throw wrapped(e);
        }
        pause();
      }
    }
  }

  private static void pause() throws JMSException {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JMSException("interrupted");
    }
  }

  private static long depth(ClientSession core) throws ActiveMQException {
    return core.queueQuery(SimpleString.of(Queues.SEEN)).getMessageCount();
  }

  private static JMSException wrapped(ActiveMQException e) {
    JMSException wrapped = new JMSException(e.getMessage());
    wrapped.initCause(e);
    return wrapped;
  }
}
