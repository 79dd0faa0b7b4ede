package io.postweiche.app.station;

import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.ReceivedLine;
import io.postweiche.core.mail.Submission;
import io.postweiche.core.mail.Summaries;
import java.io.IOException;
import java.time.ZoneId;
import java.util.function.Supplier;

/** A submission becomes a mail: our one {@code Received} line in front, nothing else touched. */
public final class Normalise {
  /** RFC 5321 section 6.3: a mail that has passed so many hosts goes in circles. */
  static final int MAX_RECEIVED = 100;

  private final Supplier<Tables> tables;
  private final ZoneId zone;

  public Normalise(Supplier<Tables> tables, ZoneId zone) {
    this.tables = tables;
    this.zone = zone;
  }

  public Mail mail(Submission submission) throws IOException {
    Headers headers = HeaderScan.read(submission.content());
    if (headers.receivedCount() > MAX_RECEIVED) {
      throw new RefusedException("5.4.6 mail loop: more than 100 Received lines");
    }
    Envelope envelope = submission.envelope();
    byte[] received =
        ReceivedLine.of(
            submission.origin(),
            submission.id(),
            envelope,
            tables.get().settings().hostname(),
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
