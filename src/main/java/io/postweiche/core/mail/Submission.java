package io.postweiche.core.mail;

import java.time.Instant;

/**
 * A message as it came in, before anything was decided; {@code content} is what the client sent.
 */
public record Submission(
    MailId id, Envelope envelope, Content content, Origin origin, Instant receivedAt) {}
