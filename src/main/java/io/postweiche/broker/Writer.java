package io.postweiche.broker;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes what is to be stored where no route does it, in the transaction of its session. */
final class Writer {
  private final MailMessages messages;
  private final Session session;
  private final MessageProducer producer;
  // a new destination costs two questions to the broker; the router never deletes a queue
  private final Map<String, Destination> destinations = new HashMap<>();

  /**
   * Makes a writer.
   *
   * @param producer without a destination of its own
   */
  Writer(MailMessages messages, Session session, MessageProducer producer) {
    this.messages = messages;
    this.session = session;
    this.producer = producer;
  }

  void write(List<Outgoing> all) throws JMSException {
    for (Outgoing outgoing : all) {
      Destination destination = destination(outgoing);
      Message message = messages.toMessage(outgoing, session);
      // the producer's own priority would replace that of the mail
      producer.send(destination, message, DeliveryMode.PERSISTENT, message.getJMSPriority(), 0);
    }
  }

  private Destination destination(Outgoing outgoing) throws JMSException {
    Destination known = destinations.get(outgoing.queue());
    if (known == null) {
      String name = outgoing.queue();
      known = outgoing.isEvent() ? session.createTopic(name) : session.createQueue(name);
      destinations.put(name, known);
    }
    return known;
  }
}
