package io.postweiche.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail in a list.
 *
 * @param sender empty for the null sender; null when it could not be read
 * @param recipients the first few
 * @param recipientCount of all
 * @param state the word of what happened last: {@code delivered}, {@code dead}
 * @param relay the relay last concerned
 * @param at when it was accepted
 * @param lastAt when something last happened to it
 */
public record StoryLine(
    String id,
    @Nullable String sender,
    List<String> recipients,
    int recipientCount,
    @Nullable String subject,
    @Nullable String messageId,
    String state,
    @Nullable String relay,
    Instant at,
    Instant lastAt) {
  public StoryLine {
    recipients = List.copyOf(recipients);
  }
}
