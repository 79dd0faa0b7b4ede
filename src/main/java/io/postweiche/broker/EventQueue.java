package io.postweiche.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNonExistentQueueException;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** The router's own durable queue of the events of {@code mail.events}, embedded or external. */
public final class EventQueue {
  private EventQueue() {}

  /** Takes it away, with the events that wait in it, where nobody keeps events any more. */
  public static void remove(Broker broker) throws IOException {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      ClientSession core = BrokerAdmin.core(session);
      if (core.queueQuery(SimpleString.of(Queues.TRACKING)).isExists()) {
        core.deleteQueue(Queues.TRACKING);
      }
    } catch (ActiveMQNonExistentQueueException e) {
      return; // another router was quicker
    } catch (ActiveMQException | JMSException e) {
      throw new IOException(
          "queue " + Queues.TRACKING + " could not be taken away: " + e.getMessage(), e);
    }
  }

  /** Makes it where it is missing; events published before reach nobody. */
  public static void declare(Broker broker) throws IOException {
    broker.declare(Queues.UNREADABLE_EVENTS);
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      ClientSession core = BrokerAdmin.core(session);
      if (!core.queueQuery(SimpleString.of(Queues.TRACKING)).isExists()) {
        core.createQueue(
            QueueConfiguration.of(Queues.TRACKING)
                .setAddress(Queues.EVENTS)
                .setRoutingType(RoutingType.MULTICAST)
                .setDurable(true)
                .setAutoDelete(false));
      }
    } catch (ActiveMQQueueExistsException e) {
      return; // another router was quicker
    } catch (ActiveMQException | JMSException e) {
      throw new IOException(
          "queue " + Queues.TRACKING + " of the events could not be made: " + e.getMessage(), e);
    }
  }
}
