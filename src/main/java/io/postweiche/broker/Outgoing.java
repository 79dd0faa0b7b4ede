package io.postweiche.broker;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import jakarta.jms.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be written to the broker: a mail into a queue, an event, or an unreadable post among
 * the dead letters. Routes read {@link #queue}, which comes from this closed set and never from a
 * message.
 */
public sealed interface Outgoing {
  String queue();

  /** Whether this goes to the topic of events instead of a queue. */
  default boolean isEvent() {
    return false;
  }

  /**
   * A mail into a queue.
   *
   * @param notBefore hidden until then; null for at once
   * @param movableFrom when another relay may take it over at the soonest; null for at any time
   */
  record Stored(Place place, Mail mail, @Nullable Instant notBefore, @Nullable Instant movableFrom)
      implements Outgoing {
    public Stored(Place place, Mail mail, @Nullable Instant notBefore) {
      this(place, mail, notBefore, null);
    }

    public Stored(String queue, Mail mail, @Nullable Instant notBefore) {
      this(new Place(queue, false), mail, notBefore);
    }

    @Override
    public String queue() {
      return place.queue();
    }
  }

  /** Something that happened, for whoever listens. */
  record Event(MailEvent event) implements Outgoing {
    @Override
    public String queue() {
      return Queues.EVENTS;
    }

    @Override
    public boolean isEvent() {
      return true;
    }
  }

  /**
   * The final event of some recipients for the application that waits for it. It lies in a queue of
   * ours first: whatever is wrong with the application's queue, the mail goes its way.
   *
   * @param replyTo the application's queue
   */
  record Answer(MailEvent event, String replyTo, @Nullable String correlationId)
      implements Outgoing {
    @Override
    public String queue() {
      return Queues.ANSWERS;
    }
  }

  /**
   * A message nobody can read as a mail, as it came, with the reason and an id to speak of it.
   *
   * @param body where it was taken out of the message already; null where it is still in there
   */
  record Unreadable(MailId id, Message original, String reason, @Nullable Content body)
      implements Outgoing {
    @Override
    public String queue() {
      return Queues.of(DeadReason.MALFORMED);
    }
  }

  /** A post from the dead letters through the door again, as it came. */
  record Reposted(Message original) implements Outgoing {
    @Override
    public String queue() {
      return Queues.SUBMIT;
    }
  }
}
