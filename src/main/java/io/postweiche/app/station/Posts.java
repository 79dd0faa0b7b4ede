package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.config.BrokerSettings;
import io.postweiche.config.BrokerSettings.BrokerUser;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
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
import org.jspecify.annotations.Nullable;

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
    Content taken = post.taken();
    if (taken != null) {
      ClosingContent.afterwards(taken, exchange);
    }
    if (post instanceof Post.Unreadable unreadable) {
      return journal.unreadable(
          new Outgoing.Unreadable(id, message, unreadable.reason(), taken), exchange);
    }
    Submission submission = ((Post.Readable) post).submission();
    ClosingContent.afterwards(submission.content(), exchange);
    String objection = objection(submission);
    if (objection != null) {
      return journal.unreadable(new Outgoing.Unreadable(id, message, objection, taken), exchange);
    }
    try {
      return normalise.mail(submission);
    } catch (RefusedException e) {
      String reason = String.valueOf(e.getMessage());
      return journal.unreadable(new Outgoing.Unreadable(id, message, reason, taken), exchange);
    }
  }

  /** A user of the broker may be limited to the senders he may use. */
  private @Nullable String objection(Submission submission) {
    String name = submission.origin().user();
    if (name == null
        || !(tables.get().settings().broker() instanceof BrokerSettings.Embedded embedded)) {
      return null;
    }
    BrokerUser user = embedded.users().get(name);
    Address sender = submission.envelope().sender();
    return user == null
            || user.senders().isEmpty()
            || user.senders().stream().anyMatch(pattern -> pattern.matches(sender))
        ? null
        : "the user " + name + " may not send as " + sender.bracketed() + " (broker.users)";
  }
}
