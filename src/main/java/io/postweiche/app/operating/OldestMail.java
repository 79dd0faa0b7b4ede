package io.postweiche.app.operating;

import io.postweiche.broker.Broker;
import io.postweiche.broker.Queues;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** How long the first visible message of a queue has been there. */
public final class OldestMail {
  private OldestMail() {}

  /** Null for a queue with nothing to take, and for the events that wait to be tracked. */
  public static @Nullable Long seconds(Broker broker, String queue, Instant now)
      throws IOException {
    if (queue.equals(Queues.TRACKING)) {
      return null; // of a topic: JMS would take its name for a queue yet to be made
    }
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
      connection.start();
      Enumeration<?> all = browser.getEnumeration();
      if (!all.hasMoreElements()) {
        return null;
      }
      Instant since = Instant.ofEpochMilli(((Message) all.nextElement()).getJMSTimestamp());
      return Math.max(0, Duration.between(since, now).toSeconds());
    } catch (JMSException e) {
      throw new IOException("queue " + queue + " could not be looked at: " + e.getMessage(), e);
    }
  }
}
