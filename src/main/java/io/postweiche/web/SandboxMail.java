package io.postweiche.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail that a relay of the sandbox took.
 *
 * @param sender envelope sender; empty for the null sender
 * @param size octets
 * @param file where it lies
 */
public record SandboxMail(
    String id,
    String relay,
    String sender,
    List<String> recipients,
    @Nullable String subject,
    Instant receivedAt,
    long size,
    String file) {
  public SandboxMail {
    recipients = List.copyOf(recipients);
  }
}
