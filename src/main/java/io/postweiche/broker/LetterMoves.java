package io.postweiche.broker;

import io.postweiche.broker.Taking.Candidate;
import io.postweiche.broker.Taking.Fate;
import io.postweiche.core.mail.Mail;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters on their way out, several in a transaction: consumed and written elsewhere together,
 * or none of them, whenever the process dies.
 */
final class LetterMoves {
  /** What a rollback gives back is hidden for a second ({@code redelivery-delay}). */
  private static final long GIVEN_BACK_MS = 5_000;

  private final Session session;
  private final MessageConsumer consumer;
  private final Writer writer;
  private final Reading reading;
  private final Taking taking;
  private int together;
  private int givenBack;

  /** A message as a letter. */
  interface Reading {
    Candidate read(Message message) throws JMSException;
  }

  LetterMoves(
      Session session, MessageConsumer consumer, Writer writer, Reading reading, Taking taking) {
    this.session = session;
    this.consumer = consumer;
    this.writer = writer;
    this.reading = reading;
    this.taking = taking;
    this.together = taking.together();
  }

  /** Moves until the queue is empty, so many are moved, or no more are wanted. */
  int run(int limit) throws JMSException, IOException {
    int taken = 0;
    while (taken < limit) {
      int asked = Math.min(together, limit - taken);
      int moved = oneTransaction(asked);
      taken += Math.max(0, moved);
      if (moved >= 0 && moved < asked) {
        return taken;
      }
    }
    return taken;
  }

  /** How many were moved; -1 after a fault that may concern only one of them. */
  private int oneTransaction(int atMost) throws JMSException, IOException {
    List<Fate> fates = new ArrayList<>();
    try {
      for (Message message = next(fates.size(), atMost);
          message != null;
          message = next(fates.size(), atMost)) {
        fates.add(move(message));
      }
      session.commit();
    } catch (JMSException | IOException | RuntimeException e) {
      session.rollback();
      fates.forEach(fate -> fate.undone().run());
      if (together == 1) {
        throw e;
      }
      // each by itself from here on: one bad letter must neither stop nor wear out its neighbours
      together = 1;
      givenBack = fates.size() + 1;
      return -1;
    }
    fates.forEach(fate -> fate.committed().run());
    return fates.size();
  }

  private @Nullable Message next(int sofar, int atMost) throws JMSException {
    if (sofar == atMost || !taking.wanted()) {
      return null;
    }
    return givenBack-- > 0 ? consumer.receive(GIVEN_BACK_MS) : consumer.receiveNoWait();
  }

  private Fate move(Message message) throws JMSException, IOException {
    Candidate candidate = reading.read(message);
    Mail mail = candidate.mail();
    try {
      Fate fate = taking.fate(candidate);
      try {
        writer.write(fate.next());
      } catch (JMSException | RuntimeException e) {
        fate.undone().run();
        throw e;
      }
      return fate;
    } finally {
      if (mail != null) {
        mail.content().close();
      }
    }
  }
}
