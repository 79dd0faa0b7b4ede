package io.postweiche.tracking;

import io.postweiche.core.mail.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event as it came from {@code mail.events}, cut to what a row takes.
 *
 * @param key of the broker's message, the same when it comes again
 * @param sender empty for the null sender; null when it could not be read
 * @param recipients in lower case
 */
record TrackedEvent(
    String key,
    EventType type,
    Instant at,
    String mailId,
    @Nullable String sender,
    List<String> recipients,
    @Nullable String relay,
    @Nullable String stage,
    @Nullable String verdict,
    @Nullable String reply,
    @Nullable String detail,
    @Nullable String messageId,
    @Nullable String subject,
    @Nullable String traceId) {
  TrackedEvent {
    recipients = List.copyOf(recipients);
  }
}
