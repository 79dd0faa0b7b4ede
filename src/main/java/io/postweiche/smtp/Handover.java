package io.postweiche.smtp;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Receipt;
import io.postweiche.core.mail.Submission;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives whole messages to the {@link Intake} and words its answers. Waits for the broker's disk, so
 * never called on an event loop. Whatever goes wrong, the client hears a {@code 4xx} and keeps its
 * mail.
 */
final class Handover {
  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  private final Intake intake;
  private final Supplier<MailId> ids;
  private final Clock clock;

  Handover(Intake intake, Supplier<MailId> ids, Clock clock) {
    this.intake = intake;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whether a mail of so many octets can be stored now; 0 when its size is not known. */
  Receipt ready(long octets) {
    try {
      return intake.ready(octets);
    } catch (RuntimeException | Error e) {
      LOG.error("intake cannot say whether it is ready", e);
      return tryLater();
    }
  }

  /** As {@link #ready}, without waiting: null when that is not known at once. */
  @Nullable Receipt readyAtOnce(long octets) {
    try {
      return intake.readyAtOnce(octets);
    } catch (RuntimeException | Error e) {
      LOG.error("intake cannot say whether it is ready", e);
      return tryLater();
    }
  }

  /** Stores the message; its spooled bytes are gone afterwards. */
  SmtpReply store(Upload upload, Envelope envelope, Origin origin) {
    MailId id = ids.get();
    Content content;
    try {
      content = upload.finish();
    } catch (IOException e) {
      LOG.warn("{}: spooling a mail from {} failed: {}", id, origin.client(), e.toString());
      close(id, upload);
      return Replies.NO_SPOOL;
    }
    try {
      return Replies.queued(id, accept(id, envelope, content, origin));
    } finally {
      close(id, content);
    }
  }

  private Receipt accept(MailId id, Envelope envelope, Content content, Origin origin) {
    try {
      return intake.accept(new Submission(id, envelope, content, origin, clock.instant()));
    } catch (RuntimeException | Error e) {
      LOG.error("{}: storing a mail from {} failed", id, origin.client(), e);
      return tryLater();
    }
  }

  /** Says nothing to the client: by now the mail is stored or not, and that is the answer. */
  private static void close(MailId id, Closeable spooled) {
    try {
      spooled.close();
    } catch (IOException e) {
      LOG.warn("{}: a spooled body could not be removed: {}", id, e.toString());
    }
  }

  private static Receipt tryLater() {
    return new Receipt(Receipt.Kind.TRY_LATER, "Not stored, try again later");
  }
}
