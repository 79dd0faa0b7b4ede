package io.postweiche.broker;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Mail;
import io.postweiche.spool.Spool;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The dead letters in the broker: looked at without being moved, and moved. */
public final class DeadLetters {
  private final ConnectionFactory connections;
  private final ConnectionFactory many;
  private final MailMessages messages;
  private final Spool spool;

  /**
   * For one broker.
   *
   * @param many for moves of many letters at once
   */
  public DeadLetters(
      ConnectionFactory connections, ConnectionFactory many, Spool spool, MailMessages messages) {
    this.connections = connections;
    this.many = many;
    this.messages = messages;
    this.spool = spool;
  }

  /**
   * Shows the letters of one reason, oldest first, until the visitor has had enough.
   *
   * @param selector a JMS selector from {@link DeadSelector}; null for all
   * @param visitor returns false to stop
   */
  public void browse(DeadReason reason, @Nullable String selector, Predicate<DeadLetter> visitor)
      throws IOException {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser =
            session.createBrowser(session.createQueue(Queues.of(reason)), selector)) {
      connection.start();
      Enumeration<?> all = browser.getEnumeration();
      while (all.hasMoreElements()) {
        if (!visitor.test(DeadLetterColumns.read((Message) all.nextElement(), reason))) {
          return;
        }
      }
    } catch (JMSException e) {
      throw trouble(e);
    }
  }

  /** The bytes of one letter, for export and preview; the caller closes them. */
  public Optional<Content> content(DeadReason reason, String selector) throws IOException {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser =
            session.createBrowser(session.createQueue(Queues.of(reason)), selector)) {
      connection.start();
      Enumeration<?> all = browser.getEnumeration();
      return all.hasMoreElements()
          ? Optional.of(body((Message) all.nextElement()))
          : Optional.empty();
    } catch (JMSException e) {
      throw trouble(e);
    }
  }

  /**
   * Takes matching letters out, some in each transaction: consumed and written elsewhere, or
   * neither, whenever the process dies.
   *
   * @param limit at most so many
   * @return how many were taken
   */
  public int take(DeadReason reason, @Nullable String selector, int limit, Taking taking)
      throws IOException {
    // letters fetched beforehand are out of everybody's sight, which must not last for minutes
    ConnectionFactory factory = taking.together() > 1 ? many : connections;
    try (Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer =
            session.createConsumer(session.createQueue(Queues.of(reason)), selector);
        MessageProducer producer = session.createProducer(null)) {
      connection.start();
      Writer writer = new Writer(messages, session, producer);
      return new LetterMoves(session, consumer, writer, m -> candidate(m, reason), taking)
          .run(limit);
    } catch (JMSException e) {
      throw trouble(e);
    }
  }

  private Taking.Candidate candidate(Message message, DeadReason reason) throws JMSException {
    return new Taking.Candidate(
        DeadLetterColumns.read(message, reason), mail(message, reason), message);
  }

  /** Null for a post; one that a fault kept out of a relay's hands is a mail all the same. */
  private @Nullable Mail mail(Message message, DeadReason reason) throws JMSException {
    String from = DeadLetterColumns.parkedFrom(message);
    boolean post = from == null ? reason == DeadReason.MALFORMED : Queues.relay(from).isEmpty();
    return !post && messages.fromMessage(message) instanceof Mail known ? known : null;
  }

  private Content body(Message message) throws JMSException {
    if (message instanceof BytesMessage bytes) {
      return Bodies.read(bytes, spool);
    }
    String text = message instanceof TextMessage posted ? posted.getText() : "";
    return Content.of((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
  }

  private static IOException trouble(JMSException e) {
    return new IOException("the broker refused: " + e.getMessage(), e);
  }
}
