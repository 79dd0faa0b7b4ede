package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;

/**
 * What a sender rule does with the envelope sender: {@code envelope-from: keep | srs | marked |
 * ADDRESS}.
 */
public sealed interface EnvelopeFrom {
  /** The sender as it came. */
  record Keep() implements EnvelopeFrom {}

  /** Rewritten by the Sender Rewriting Scheme into the relay account's domain. */
  record Srs() implements EnvelopeFrom {}

  /**
   * As it came; but for a relay that takes no null sender, a {@link
   * io.postweiche.core.mail.MarkedSender} of the account's domain in its place.
   */
  record Marked() implements EnvelopeFrom {}

  /** This address instead. */
  record Fixed(Address address) implements EnvelopeFrom {}
}
