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
    @Nullable String detail) {
  /** Ends the detail of an attempt whose final reply was lost. */
  public static final String MAY_HAVE_ARRIVED =
      "The relay may have taken the mail all the same: possible duplicate.";

  /** Whether the relay may have taken the mail in this attempt (RFC 1047). */
  public boolean possibleDuplicate() {
    return detail != null && detail.endsWith(MAY_HAVE_ARRIVED);
  }
}
