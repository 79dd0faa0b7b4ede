package io.postweiche.core.alert;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened and that an operator should hear of.
 *
 * @param relay the relay concerned; null when none was asked
 * @param senderDomain of the mail's envelope sender, canonical; null for the null sender, and where
 *     no mail is concerned
 * @param reason of a dead letter; null for all else
 * @param mail null where no mail is concerned
 * @param detail what the relay said, or a sentence; one line
 */
public record Alert(
    Cause cause,
    Instant at,
    @Nullable RelayId relay,
    @Nullable String senderDomain,
    @Nullable DeadReason reason,
    @Nullable MailId mail,
    String detail) {
  /** Whether the relay itself is in question, so that it should not carry news of this. */
  boolean doubtsRelay() {
    return switch (cause) {
      case SENDER_REFUSED, LOGIN_REFUSED -> true;
      // what a recipient's server refuses says nothing against the relay that passed it on
      case DEAD_LETTER -> reason == DeadReason.EXPIRED || reason == DeadReason.SENDER_NOT_ALLOWED;
    };
  }
}
