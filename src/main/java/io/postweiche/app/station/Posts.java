package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Mail;
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
  private final Repeats repeats;
  private final Journal journal;
  private final Supplier<MailId> ids;
  private final Supplier<Tables> tables;
  private final Clock clock;

  public Posts(
      PostReader reader,
      Normalise normalise,
      Repeats repeats,
      Journal journal,
      Supplier<MailId> ids,
      Supplier<Tables> tables,
      Clock clock) {
    this.reader = reader;
    this.normalise = normalise;
    this.repeats = repeats;
    this.journal = journal;
    this.ids = ids;
    this.tables = tables;
    this.clock = clock;
  }

  /** A {@code Mail}, or the list of what to store for a post that is none. */
  public Object read(Message message, Exchange exchange) throws IOException, JMSException {
    MailId id = ids.get();
    Post post = reader.read(message, id, Instant.now(clock));
    Content taken = post.taken();
    if (taken != null) {
      ClosingContent.afterwards(taken, exchange);
    }
    if (post instanceof Post.Unreadable unreadable) {
      return journal.unreadable(
          new Outgoing.Unreadable(id, message, unreadable.reason(), taken), exchange);
    }
    Post.Readable readable = (Post.Readable) post;
    Submission submission = readable.submission();
    ClosingContent.afterwards(submission.content(), exchange);
    String objection = SenderLimits.objection(submission, tables.get().settings().broker());
    if (objection != null) {
      return journal.unreadable(new Outgoing.Unreadable(id, message, objection, taken), exchange);
    }
    try {
      Mail mail = normalise.untraced(submission, exchange);
      Object repeat =
          readable.key() == null
              ? null
              : repeats.of(mail, readable.key(), submission.origin().user(), exchange);
      return repeat == null ? normalise.begun(mail, submission, exchange) : repeat;
    } catch (RefusedException e) {
      String reason = String.valueOf(e.getMessage());
      return journal.unreadable(new Outgoing.Unreadable(id, message, reason, taken), exchange);
    }
  }
}
