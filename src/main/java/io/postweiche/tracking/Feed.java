package io.postweiche.tracking;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the broker in batches and stores them: first the SQL commit, then the broker's.
 * A crash between the two brings the events again, and their keys tell. While the store is away the
 * batch in hand is kept and tried again, never given back: the broker counts what is given back.
 */
final class Feed implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.tracking");
  private static final int MOST_EVENTS = 2_000;
  private static final long IDLE_MS = 500;

  // a mail that comes and goes within one batch is one row, never changed: that halves the work
  private static final long GATHER_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long GAP_MS = 50;
  private static final long FIRST_WAIT_MS = 200;
  private static final long LONGEST_WAIT_MS = 5_000;

  private final Source source;
  private final BatchWriter writer;
  private final Plight plight;
  private final Runnable idle;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "tracking");

  /**
   * Begins with {@link #start}.
   *
   * @param idle called between batches, on the same thread
   */
  Feed(Source source, BatchWriter writer, Plight plight, Runnable idle) {
    this.source = source;
    this.writer = writer;
    this.plight = plight;
    this.idle = idle;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long wait = FIRST_WAIT_MS;
    while (!closed()) {
      try {
        source.declare();
        consume();
        wait = FIRST_WAIT_MS;
      } catch (JMSException | IOException | RuntimeException e) {
        if (!closed()) {
          plight.begins(e);
          pause(wait);
          wait = Math.min(LONGEST_WAIT_MS, wait * 2);
        }
      }
    }
  }

  private void consume() throws JMSException {
    try (Connection connection = source.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(source.queue()))) {
      connection.start();
      while (!closed()) {
        List<Message> messages = receive(consumer);
        if (!messages.isEmpty() && !store(messages, session)) {
          return;
        }
        idle.run();
      }
    }
  }

  private static List<Message> receive(MessageConsumer consumer) throws JMSException {
    List<Message> messages = new ArrayList<>();
    Message next = consumer.receive(IDLE_MS);
    long end = System.nanoTime() + GATHER_NS;
    while (next != null) {
      messages.add(next);
      boolean full = messages.size() == MOST_EVENTS || end - System.nanoTime() <= 0;
      next = full ? null : consumer.receive(GAP_MS);
    }
    return messages;
  }

  /** Whether it was done; the router stops otherwise. */
  private boolean store(List<Message> messages, Session session) throws JMSException {
    List<Taken> batch = new ArrayList<>();
    for (Message message : messages) {
      try {
        batch.add(new Taken(message, event(message)));
      } catch (IllegalArgumentException e) {
        park(message, String.valueOf(e.getMessage()), session);
      }
    }
    if (!written(batch, session)) {
      return false;
    }
    session.commit();
    return true;
  }

  private record Taken(Message message, TrackedEvent event) {}

  private static TrackedEvent event(Message message) throws JMSException {
    String text = message instanceof TextMessage words ? words.getText() : null;
    return EventReader.read(String.valueOf(message.getJMSMessageID()), text);
  }

  private void park(Message message, String why, Session session) throws JMSException {
    LOG.warn(
        "event {} cannot be stored and lies in {}: {}",
        message.getJMSMessageID(),
        source.unreadable(),
        why);
    try (MessageProducer producer =
        session.createProducer(session.createQueue(source.unreadable()))) {
      producer.send(message);
    }
  }

  private boolean written(List<Taken> batch, Session session) throws JMSException {
    List<TrackedEvent> events = batch.stream().map(Taken::event).toList();
    long wait = FIRST_WAIT_MS;
    while (!closed()) {
      try {
        if (!events.isEmpty()) {
          writer.write(events);
        }
        plight.ends();
        return true;
      } catch (SQLException | RuntimeException e) {
        if (refusesAnEvent(e)) {
          return batch.size() == 1 ? parked(batch.get(0), e, session) : eachBy(batch, session);
        }
        plight.begins(e);
        pause(wait);
        wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      }
    }
    return false;
  }

  /** One that can never be stored must not keep those behind it from being stored. */
  private boolean eachBy(List<Taken> batch, Session session) throws JMSException {
    for (Taken taken : batch) {
      if (!written(List.of(taken), session)) {
        return false;
      }
    }
    return true;
  }

  private boolean parked(Taken taken, Throwable why, Session session) throws JMSException {
    park(taken.message(), "the store refuses it: " + Plight.words(why), session);
    return true;
  }

  /** SQL's class 22, data exception: another try meets the same. */
  private static boolean refusesAnEvent(Throwable fault) {
    return fault instanceof SQLException sql && String.valueOf(sql.getSQLState()).startsWith("22");
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void pause(long millis) {
    try {
      boolean unused = closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown(); // nobody else interrupts this thread
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
