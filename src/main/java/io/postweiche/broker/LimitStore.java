package io.postweiche.broker;

import io.postweiche.core.limit.Grant;
import io.postweiche.core.limit.Usage;
import io.postweiche.core.routing.RelayId;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.jspecify.annotations.Nullable;

/**
 * What each account has sent lately, in the broker: one message in {@code mail.limit.NAME}, taken
 * and put back changed in one transaction. To take it is the lock between routers; a crash gives it
 * back, and it outlives every restart.
 */
public final class LimitStore {
  private static final long PATIENCE_MS = 3_000;
  private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

  private final Broker broker;
  private final Map<RelayId, Object> locks = new ConcurrentHashMap<>();
  private final Set<RelayId> known = ConcurrentHashMap.newKeySet();

  public LimitStore(Broker broker) {
    this.broker = broker;
  }

  /**
   * Asks what the account has sent, and counts what is granted.
   *
   * @throws IOException when the broker does not answer, or another router holds the count for long
   */
  public Grant change(RelayId relay, Function<Usage, Grant> wish) throws IOException {
    synchronized (locks.computeIfAbsent(relay, none -> new Object())) { // our own threads in a row
      String queue = Queues.limit(relay);
      try (Connection connection = broker.connections().createConnection();
          Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
        connection.start();
        boolean met = known.contains(relay);
        if (!met) {
          broker.declare(queue);
          begin(session, queue);
        }
        Grant grant = change(session, queue, !met, wish);
        if (grant == null) {
          begin(session, queue); // purged by somebody?
          grant = change(session, queue, true, wish);
        }
        if (grant == null) {
          throw new IOException("the count of " + relay + " in " + queue + " is held elsewhere");
        }
        known.add(relay);
        return grant;
      } catch (ActiveMQException | JMSException e) {
        throw new IOException("the count of " + relay + " cannot be read: " + e.getMessage(), e);
      }
    }
  }

  private static @Nullable Grant change(
      Session session, String queue, boolean first, Function<Usage, Grant> wish)
      throws JMSException {
    Queue place = session.createQueue(queue);
    try (MessageConsumer consumer = session.createConsumer(place)) {
      Message taken = consumer.receive(PATIENCE_MS);
      if (taken == null) {
        return null;
      }
      Usage usage = read(taken);
      // two routers that met a new account at once may have begun two counts
      for (Message other = more(consumer, first); other != null; other = more(consumer, first)) {
        usage = usage.and(read(other));
      }
      Grant grant = wish.apply(usage);
      try (var producer = session.createProducer(place)) {
        producer.send(session.createTextMessage(grant.usage().text()));
      }
      session.commit();
      return grant;
    } catch (JMSException | RuntimeException e) {
      session.rollback();
      throw e;
    }
  }

  private static @Nullable Message more(MessageConsumer consumer, boolean first)
      throws JMSException {
    return first ? consumer.receiveNoWait() : null;
  }

  private static Usage read(Message message) throws JMSException {
    return message instanceof TextMessage text ? Usage.of(text.getText()) : Usage.NONE;
  }

  /** Makes the message where there is none; of two routers at the same time one does. */
  private void begin(Session asking, String queue) throws ActiveMQException, JMSException {
    // counts what another router has taken and not put back yet
    if (BrokerAdmin.core(asking).queueQuery(SimpleString.of(queue)).getMessageCount() > 0) {
      return;
    }
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        var producer = session.createProducer(session.createQueue(queue))) {
      Message message = session.createTextMessage(Usage.NONE.text());
      long minute = System.currentTimeMillis() / 60_000;
      message.setStringProperty(DUPLICATE_ID, queue + "/" + minute);
      producer.send(message);
    }
  }
}
