package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import java.util.List;

/** Which envelope senders a relay account accepts ({@code senders:} of a relay). */
public sealed interface SenderRule {
  /** Whether the relay would take this sender; the null sender is asked of {@link RelayProfile}. */
  boolean allows(Address sender);

  /** For a person: {@code only senders of meinefirma.de}. */
  String describe();

  /** Takes every sender. */
  record Any() implements SenderRule {
    @Override
    public boolean allows(Address sender) {
      return true;
    }

    @Override
    public String describe() {
      return "any sender";
    }
  }

  /** Takes senders whose domain is exactly this one, as IONOS does since January 2024. */
  record OfDomain(Domain domain) implements SenderRule {
    @Override
    public boolean allows(Address sender) {
      return domain.equals(sender.domain());
    }

    @Override
    public String describe() {
      return "only senders of " + domain;
    }
  }

  /** Takes senders that match one of these patterns. */
  record Patterns(List<SenderPattern> patterns) implements SenderRule {
    public Patterns {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean allows(Address sender) {
      return patterns.stream().anyMatch(p -> p.matches(sender));
    }

    @Override
    public String describe() {
      return "only senders of "
          + String.join(", ", patterns.stream().map(SenderPattern::toString).toList());
    }
  }
}
