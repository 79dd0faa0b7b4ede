package io.postweiche.core.alert;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.Decision.Candidate;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Who carries news of trouble, and as whom: a relay that the trouble does not concern, under a
 * sender that it may carry.
 *
 * @param relays in the order of the file
 * @param table by which live mail is decided
 * @param from the wished sender; the first relays to be asked are those that carry its mail
 * @param refused whether that relay has lately refused that sender's domain
 */
public record Messenger(
    Collection<RelayProfile> relays,
    Decider table,
    Address from,
    BiPredicate<RelayId, Address> refused) {
  /** The relay, and the sender for envelope and header. */
  public record Carrier(RelayId relay, Address sender) {}

  /** The first that can; empty when the trouble concerns all that could. */
  public Optional<Carrier> choose(Set<RelayId> doubtful) {
    Map<RelayId, RelayProfile> left = new LinkedHashMap<>();
    relays.forEach(relay -> left.put(relay.id(), relay));
    Set<RelayId> order = new LinkedHashSet<>();
    table.decide(Question.of(from)).candidates().forEach(c -> order.add(c.relay()));
    order.addAll(left.keySet());
    order.removeAll(doubtful);
    return order.stream()
        .flatMap(id -> Optional.ofNullable(left.get(id)).flatMap(this::as).stream())
        .findFirst();
  }

  private Optional<Carrier> as(RelayProfile relay) {
    return senders(relay.senderRule()).stream()
        .filter(sender -> !refused.test(relay.id(), sender) && carries(relay, sender))
        .findFirst()
        .map(sender -> new Carrier(relay.id(), sender));
  }

  /** The wished sender where the relay takes it, else what it does take. */
  private List<Address> senders(SenderRule rule) {
    if (rule.allows(from)) {
      return List.of(from);
    }
    if (rule instanceof SenderRule.OfDomain only) {
      return List.of(postmaster(only.domain().ascii()));
    }
    return rule instanceof SenderRule.Patterns list
        ? list.patterns().stream().flatMap(pattern -> sample(pattern).stream()).toList()
        : List.of();
  }

  private static Optional<Address> sample(SenderPattern pattern) {
    return switch (pattern.kind()) {
      case ADDRESS -> Optional.of(new Address(pattern.localPart(), new Domain(pattern.domain())));
      case DOMAIN -> Optional.of(postmaster(pattern.domain()));
      case NULL_SENDER, SUBDOMAINS, ANY -> Optional.empty();
    };
  }

  private static Address postmaster(String domain) {
    return new Address("postmaster", new Domain(domain));
  }

  /** The routing table may rewrite the sender, into one that this relay does not take. */
  private boolean carries(RelayProfile relay, Address sender) {
    Question question = new Question(sender, sender, 0, relay.id(), Set.of(), Map.of());
    return table.decide(question).candidates().stream()
        .map(Candidate::envelopeFrom)
        .anyMatch(as -> as.isNull() ? relay.nullSender() : relay.senderRule().allows(as));
  }
}
