package io.postweiche.broker;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;

/** Writes what is to be stored where no route does it, in the transaction of its session. */
final class Writer {
  private final MailMessages messages;
  private final Session session;
  private final MessageProducer producer;
  private final KnownDestinations destinations = new KnownDestinations();

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
      Destination destination =
          destinations.resolveDestinationName(session, outgoing.queue(), outgoing.isEvent());
      Message message = messages.toMessage(outgoing, session);
      // the producer's own priority would replace that of the mail
      producer.send(destination, message, DeliveryMode.PERSISTENT, message.getJMSPriority(), 0);
    }
  }
}
