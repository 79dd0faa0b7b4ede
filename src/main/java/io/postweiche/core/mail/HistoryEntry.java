package io.postweiche.core.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a mail, as kept in the property {@code history}.
 *
 * @param what a word: {@code attempted}, {@code replayed}, {@code moved}
 * @param relay the relay concerned
 * @param stage the SMTP stage of the reply
 * @param verdict our reading of the reply
 * @param detail the reply in full, or a sentence
 */
public record HistoryEntry(
    Instant at,
    String what,
    @Nullable String relay,
    @Nullable String stage,
    @Nullable String verdict,
    @Nullable String detail) {}
