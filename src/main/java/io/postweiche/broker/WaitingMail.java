package io.postweiche.broker;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Mail that lies visible in a relay's queue though nobody tries it: looked at from the head of the
 * queue, and rewritten one transaction each.
 */
public final class WaitingMail {
  /** Whoever has a sender and has not been told. */
  private static final String UNTOLD = "delayTold IS NULL AND mailFrom <> ''";

  /** So many in a row that do not match, and the rest is taken to be as young. */
  private static final int ENOUGH = 1000;

  private final ConnectionFactory connections;
  private final MailMessages messages;

  public WaitingMail(ConnectionFactory connections, MailMessages messages) {
    this.connections = connections;
    this.messages = messages;
  }

  /**
   * Mails whose senders were not told of a delay yet, oldest first. A queue is in the order of
   * arrival, so the look ends where the young ones begin, however many wait behind.
   *
   * @param queue of a relay
   * @param wanted is given the mail without its body
   * @param most at most so many
   */
  public List<MailId> untold(String queue, Predicate<Mail> wanted, int most) throws IOException {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = session.createBrowser(session.createQueue(queue), UNTOLD)) {
      connection.start();
      List<MailId> found = new ArrayList<>();
      Enumeration<?> all = browser.getEnumeration();
      for (int missed = 0; missed < ENOUGH && found.size() < most && all.hasMoreElements(); ) {
        Optional<Mail> mail = withoutBody((Message) all.nextElement()).filter(wanted);
        mail.ifPresent(each -> found.add(each.id()));
        missed = mail.isPresent() ? 0 : missed + 1;
      }
      return found;
    } catch (JMSException e) {
      throw new IOException("queue " + queue + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes one mail out and writes what comes of it, in one transaction; nothing when a relay's
   * consumer was quicker.
   *
   * @return whether it was there
   */
  public boolean rewrite(String queue, MailId id, Function<Mail, List<Outgoing>> change)
      throws IOException {
    String selector = "mailId = '" + id + "' AND " + UNTOLD; // an id is letters and digits
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue), selector);
        MessageProducer producer = session.createProducer(null)) {
      connection.start();
      Message message = consumer.receiveNoWait();
      if (message == null || !(messages.fromMessage(message) instanceof Mail mail)) {
        session.rollback();
        return false;
      }
      try (Content content = mail.content()) {
        new Writer(messages, session, producer).write(change.apply(mail.withContent(content)));
        session.commit();
        return true;
      }
    } catch (JMSException e) {
      throw new IOException("queue " + queue + ": " + e.getMessage(), e);
    }
  }

  private static Optional<Mail> withoutBody(Message message) throws JMSException {
    try {
      return Optional.of(MailCodec.read(message, Content.of(new byte[0])));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not written by the router; whoever delivers parks it
    }
  }
}
