package io.postweiche.web;

import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which mails are looked for; null lets all pass.
 *
 * @param text a mail id, Message-ID, trace id, sender or recipient, as a whole; letter case does
 *     not matter
 * @param state what happened last to the mail or a part of it
 * @param domain of the sender
 * @param since accepted then or later
 * @param until accepted before
 * @param cursor {@link StoryPage#next} of the page before
 * @param limit mails a page, 1 to 500
 */
public record StoryQuery(
    @Nullable String text,
    @Nullable EventType state,
    @Nullable Domain domain,
    @Nullable RelayId relay,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String cursor,
    int limit) {
  /** The newest mails with this text. */
  public static StoryQuery of(String text, int limit) {
    return new StoryQuery(text, null, null, null, null, null, null, limit);
  }
}
