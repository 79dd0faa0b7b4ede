package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Submission;
import io.postweiche.jms.Post;
import io.postweiche.jms.PostReader;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** What an application posted becomes a mail, or a dead letter that says why it is none. */
public final class Posts {
  private final PostReader reader;
  private final Normalise normalise;
  private final Journal journal;
  private final Supplier<MailId> ids;
  private final Supplier<Tables> tables;
  private final Clock clock;

  public Posts(
      PostReader reader,
      Normalise normalise,
      Journal journal,
      Supplier<MailId> ids,
      Supplier<Tables> tables,
      Clock clock) {
    this.reader = reader;
    this.normalise = normalise;
    this.journal = journal;
    this.ids = ids;
    this.tables = tables;
    this.clock = clock;
  }

  /** A {@code Mail}, or the list of what to store for a post that is none. */
  public Object read(Message message, Exchange exchange) throws IOException, JMSException {
    MailId id = ids.get();
    Post post = reader.read(message, id, Instant.now(clock));
    if (post instanceof Post.Unreadable unreadable) {
      return refuse(id, message, unreadable.reason(), exchange);
    }
    Submission submission = ((Post.Readable) post).submission();
    ClosingContent.afterwards(submission.content(), exchange);
    String objection = SenderLimits.objection(submission, tables.get().settings().broker());
    if (objection != null) {
      return refuse(id, message, objection, exchange);
    }
    try {
      return normalise.mail(submission, exchange);
    } catch (RefusedException e) {
      return refuse(id, message, String.valueOf(e.getMessage()), exchange);
    }
  }

  private Object refuse(MailId id, Message message, String reason, Exchange exchange) {
    return journal.unreadable(new Outgoing.Unreadable(id, message, reason), exchange);
  }
}
