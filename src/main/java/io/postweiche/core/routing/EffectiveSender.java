package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import org.jspecify.annotations.Nullable;

/**
 * The envelope sender that a relay will see, by {@code envelope-from}.
 *
 * @param srs null when no key is configured: senders are kept then
 * @param fallback the domain to rewrite into for a relay that is not bound to one
 */
record EffectiveSender(@Nullable SenderRewriter srs, @Nullable Domain fallback) {
  /**
   * @throws IllegalArgumentException when the sender cannot be rewritten
   */
  Address of(EnvelopeFrom policy, RelayProfile relay, Address sender) {
    if (policy instanceof EnvelopeFrom.Fixed fixed) {
      return fixed.address();
    }
    return policy instanceof EnvelopeFrom.Srs && !sender.isNull()
        ? rewritten(relay.senderRule(), sender)
        : sender;
  }

  private Address rewritten(SenderRule rule, Address sender) {
    Domain into = rule instanceof SenderRule.OfDomain only ? only.domain() : fallback;
    // a relay with patterns is asked for their sake, so a sender that fits them needs no rewriting
    boolean fits = rule instanceof SenderRule.Patterns && rule.allows(sender);
    if (srs == null || into == null || fits || into.equals(sender.domain())) {
      return sender;
    }
    return srs.rewrite(sender, into);
  }
}
