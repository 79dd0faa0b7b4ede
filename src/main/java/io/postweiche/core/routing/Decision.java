package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may carry a mail, in order, and who may not and why; the same for live routing, {@code
 * explain}, {@code check} and the console.
 *
 * @param matched the line of {@code senders:} that spoke; null when none did
 */
public record Decision(@Nullable Route matched, List<Candidate> candidates, List<Skipped> skipped) {
  public Decision {
    candidates = List.copyOf(candidates);
    skipped = List.copyOf(skipped);
  }

  /**
   * A relay that may carry the mail.
   *
   * @param envelopeFrom the sender it will be given
   * @param headerFrom the address to put into the header {@code From}; null keeps it
   * @param reason for a person
   */
  public record Candidate(
      RelayId relay, Address envelopeFrom, @Nullable Address headerFrom, String reason) {}

  /** A relay that was named but may not carry the mail. */
  public record Skipped(RelayId relay, Why why, String explanation) {}

  /** Why a named relay is passed over. */
  public enum Why {
    SENDER_RULE,
    NULL_SENDER,
    TOO_LARGE,
    TRIED,
    REMEMBERED_REFUSAL,
    /** Its lane has stood still for long, and another relay is left. */
    OUT,
    NOT_CHOSEN
  }
}
