package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.MarkedSender;
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
  Address of(EnvelopeFrom policy, RelayProfile relay, Question question) {
    Address sender = question.sender();
    if (MarkedSender.is(sender) || comesBack(question)) {
      return sender; // a second rewriting would lose the mark, and two servers could go in circles
    }
    if (policy instanceof EnvelopeFrom.Fixed fixed) {
      return fixed.address();
    }
    if (sender.isNull()) {
      return policy instanceof EnvelopeFrom.Marked && !relay.nullSender()
          ? marked(relay.senderRule(), question.headerFrom())
          : sender;
    }
    return policy instanceof EnvelopeFrom.Srs ? rewritten(relay.senderRule(), sender) : sender;
  }

  /** Whether this is a bounce of a mail that went out with a marked sender. */
  static boolean comesBack(Question question) {
    return question.sender().isNull() && question.recipients().stream().anyMatch(MarkedSender::is);
  }

  private Address marked(SenderRule rule, @Nullable Address author) {
    Domain own = author == null ? null : author.domain();
    if (rule instanceof SenderRule.OfDomain only) {
      return MarkedSender.of(author, only.domain());
    }
    if (own != null && (fallback == null || rule.allows(MarkedSender.of(author, own)))) {
      return MarkedSender.of(author, own);
    }
    return fallback == null ? Address.NULL : MarkedSender.of(author, fallback);
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
