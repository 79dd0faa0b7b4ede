package io.postweiche.app.station;

import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailLoop;
import io.postweiche.core.mail.ReceivedLine;
import io.postweiche.core.mail.Submission;
import io.postweiche.core.mail.Summaries;
import java.io.IOException;
import java.time.ZoneId;
import java.util.function.Supplier;

/** A submission becomes a mail: our one {@code Received} line in front, nothing else touched. */
public final class Normalise {
  private final Supplier<Tables> tables;
  private final ZoneId zone;

  public Normalise(Supplier<Tables> tables, ZoneId zone) {
    this.tables = tables;
    this.zone = zone;
  }

  public Mail mail(Submission submission) throws IOException {
    Headers headers = HeaderScan.read(submission.content());
    String hostname = tables.get().settings().hostname();
    String loop = MailLoop.seen(headers, hostname);
    if (loop != null) {
      throw new RefusedException("5.4.6 " + loop);
    }
    Envelope envelope = submission.envelope();
    byte[] received =
        ReceivedLine.of(
            submission.origin(),
            submission.id(),
            envelope,
            hostname,
            submission.receivedAt(),
            zone);
    return new Mail(
        submission.id(),
        envelope,
        Summaries.of(headers),
        Journey.begin(submission.receivedAt()),
        submission.content().behind(received));
  }
}
