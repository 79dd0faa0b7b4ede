package io.postweiche.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which mails are looked for; null lets all pass.
 *
 * @param text a mail id, Message-ID, trace id, sender or recipient as a whole
 * @param state the word of what happened last
 * @param domain of the sender
 * @param cursor {@link Found#next} of the page before
 */
public record Search(
    @Nullable String text,
    @Nullable String state,
    @Nullable String domain,
    @Nullable String relay,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String cursor,
    int limit) {}
