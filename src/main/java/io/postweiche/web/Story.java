package io.postweiche.web;

import io.postweiche.core.mail.HistoryEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail's way.
 *
 * @param sender empty for the null sender; null when it could not be read
 * @param traceId of which trace it is (W3C Trace Context); null for none
 * @param state the queue it lies in, or {@code delivered}
 */
public record Story(
    String id,
    @Nullable String sender,
    List<String> recipients,
    @Nullable String subject,
    String state,
    List<HistoryEntry> events,
    @Nullable String traceId) {
  public Story {
    recipients = List.copyOf(recipients);
    events = List.copyOf(events);
  }

  /** Of no trace. */
  public Story(
      String id,
      @Nullable String sender,
      List<String> recipients,
      @Nullable String subject,
      String state,
      List<HistoryEntry> events) {
    this(id, sender, recipients, subject, state, events, null);
  }
}
