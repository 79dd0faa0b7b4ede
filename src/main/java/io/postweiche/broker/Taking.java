package io.postweiche.broker;

import io.postweiche.core.mail.Mail;
import jakarta.jms.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of dead letters that are taken out of their queue. */
public interface Taking {
  /** How many share a transaction: 1 where each must be under way before the next is looked at. */
  int together();

  /** Whether to go on; asked before each letter, and may wait. */
  boolean wanted();

  /** Decides about one letter. */
  Fate fate(Candidate candidate);

  /**
   * A letter about to be taken.
   *
   * @param mail null for a malformed post
   * @param post the message itself, for sending a malformed post through the door again
   */
  record Candidate(DeadLetter letter, @Nullable Mail mail, Message post) {}

  /**
   * What is written instead of a letter.
   *
   * @param next empty to discard it
   * @param committed run once it is so
   * @param undone run when it is not so after all; the letter may come again
   */
  record Fate(List<Outgoing> next, Runnable committed, Runnable undone) {
    public Fate {
      next = List.copyOf(next);
    }

    /** One that leaves nothing to undo. */
    public Fate(List<Outgoing> next, Runnable committed) {
      this(next, committed, () -> {});
    }
  }
}
