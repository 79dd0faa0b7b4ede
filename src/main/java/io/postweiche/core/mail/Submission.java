package io.postweiche.core.mail;

import java.time.Instant;

/**
 * A message as it came in, before anything was decided; {@code content} is what the client sent.
 *
 * @param terms what an application asked for beside it; SMTP has no words for these
 */
public record Submission(
    MailId id, Envelope envelope, Content content, Origin origin, Instant receivedAt, Terms terms) {
  public Submission(
      MailId id, Envelope envelope, Content content, Origin origin, Instant receivedAt) {
    this(id, envelope, content, origin, receivedAt, Terms.NONE);
  }
}
