package io.postweiche.app.station;

import io.postweiche.config.Settings;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.HeaderFaults;
import io.postweiche.core.mail.HeaderNote;
import io.postweiche.core.mail.HeaderRepair;
import io.postweiche.core.mail.HeaderRepair.Mended;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailLoop;
import io.postweiche.core.mail.ReceivedLine;
import io.postweiche.core.mail.Submission;
import io.postweiche.core.mail.Summaries;
import io.postweiche.core.mail.Unfit;
import java.io.IOException;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A submission becomes a mail: our one {@code Received} line in front, nothing else touched but
 * what {@code repair} names. Faults of its header are noted, to be told with its acceptance.
 */
public final class Normalise {
  private final Supplier<Tables> tables;
  private final Journal journal;
  private final Traces traces;
  private final ZoneId zone;

  public Normalise(Supplier<Tables> tables, Journal journal, Traces traces, ZoneId zone) {
    this.tables = tables;
    this.journal = journal;
    this.traces = traces;
    this.zone = zone;
  }

  public Mail mail(Submission submission, Exchange exchange) throws IOException {
    return begun(untraced(submission, exchange), submission, exchange);
  }

  /** The way begins with this mail. */
  Mail begun(Mail mail, Submission submission, Exchange exchange) {
    return traces.accepted(mail, submission.origin(), exchange);
  }

  /** The mail, of which nobody has heard yet: it may be one that was taken already. */
  Mail untraced(Submission submission, Exchange exchange) throws IOException {
    Headers headers = HeaderScan.read(submission.content());
    refuse(Unfit.asItCame(headers));
    Settings settings = tables.get().settings();
    String hostname = settings.hostname();
    String loop = MailLoop.seen(headers, hostname);
    refuse(loop == null ? null : "5.4.6 " + loop);
    Mended mended = mended(submission, headers, settings);
    journal.note(
        new HeaderNote(
            HeaderFaults.of(headers, submission.envelope().smtpUtf8()),
            mended.done(),
            mended.left()),
        exchange);
    Envelope envelope = submission.envelope();
    byte[] received =
        ReceivedLine.of(
            submission.origin(),
            submission.id(),
            envelope,
            hostname,
            submission.receivedAt(),
            zone);
    Content content = mended.content().behind(received);
    Headers stored = HeaderScan.read(content);
    refuse(Unfit.asStored(stored));
    return new Mail(
        submission.id(),
        envelope,
        Summaries.of(stored),
        Journey.begin(submission.receivedAt()),
        content,
        submission.terms());
  }

  private static void refuse(@Nullable String why) {
    if (why != null) {
      throw new RefusedException(why);
    }
  }

  private static Mended mended(Submission submission, Headers headers, Settings settings)
      throws IOException {
    return HeaderRepair.mend(
        submission.content(),
        headers,
        settings.repair(),
        submission.envelope().smtpUtf8(),
        submission.receivedAt(),
        "<" + submission.id() + "@" + settings.hostname() + ">");
  }
}
