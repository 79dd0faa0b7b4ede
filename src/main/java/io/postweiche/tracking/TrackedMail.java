package io.postweiche.tracking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail as it stands in the store.
 *
 * @param recipients the first few
 * @param recipientCount of all
 * @param traceId null for none
 * @param state the word of what happened last; a report sent about the mail does not count
 */
public record TrackedMail(
    String id,
    @Nullable String sender,
    List<String> recipients,
    int recipientCount,
    @Nullable String subject,
    @Nullable String messageId,
    String state,
    @Nullable String relay,
    Instant at,
    Instant lastAt,
    @Nullable String traceId) {
  public TrackedMail {
    recipients = List.copyOf(recipients);
  }

  TrackedMail withRecipients(List<String> some) {
    return new TrackedMail(
        id, sender, some, recipientCount, subject, messageId, state, relay, at, lastAt, traceId);
  }
}
