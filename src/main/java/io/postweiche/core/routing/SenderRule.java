package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import java.util.List;
import java.util.stream.Collectors;

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

  /** Takes senders that match one of these patterns; a class, for the sake of its index. */
  final class Patterns implements SenderRule {
    private static final int MOST_SHOWN = 5;

    private final List<SenderPattern> patterns;
    private final RouteIndex<SenderPattern> index = new RouteIndex<>();

    public Patterns(List<SenderPattern> patterns) {
      this.patterns = List.copyOf(patterns);
      patterns.forEach(pattern -> index.add(pattern, pattern));
    }

    public List<SenderPattern> patterns() {
      return patterns;
    }

    @Override
    public boolean allows(Address sender) {
      SenderPattern found = index.find(sender);
      return found != null && found.matches(sender);
    }

    @Override
    public String describe() {
      String some =
          patterns.stream()
              .limit(MOST_SHOWN)
              .map(SenderPattern::toString)
              .collect(Collectors.joining(", "));
      int more = patterns.size() - MOST_SHOWN;
      return "only senders of " + some + (more > 0 ? " and " + more + " more" : "");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Patterns same && patterns.equals(same.patterns);
    }

    @Override
    public int hashCode() {
      return patterns.hashCode();
    }

    @Override
    public String toString() {
      return "Patterns" + patterns;
    }
  }
}
