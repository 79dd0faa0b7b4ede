package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderPattern.Kind;
import io.postweiche.core.routing.SenderRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a relay would take the mail that a line of {@code senders:} hands it: all, some or none,
 * of the senders that no more specific line takes away.
 */
final class SenderFit {
  private final List<SenderPattern> table;
  private final @Nullable Domain srsDomain;

  /**
   * Takes the whole table.
   *
   * @param srsDomain what SRS rewrites into for relays bound to no domain
   */
  SenderFit(List<Route> routes, @Nullable Domain srsDomain) {
    this.srsDomain = srsDomain;
    this.table = routes.stream().map(Route::pattern).toList();
  }

  Coverage of(Route route, RelaySettings relay) {
    if (route.envelopeFrom() instanceof EnvelopeFrom.Fixed fixed) {
      return whole(takes(relay, fixed.address()));
    }
    if (route.pattern().kind() == Kind.NULL_SENDER) { // SRS leaves the null sender alone
      boolean marked = route.envelopeFrom() instanceof EnvelopeFrom.Marked && takesMarked(relay);
      return whole(marked || relay.profile().nullSender());
    }
    if (route.envelopeFrom() instanceof EnvelopeFrom.Srs
        && takesRewritten(relay.profile().senderRule())) {
      return Coverage.ALL;
    }
    return reached(route.pattern(), taken(relay.profile().senderRule()));
  }

  private Coverage reached(SenderPattern senders, List<SenderPattern> taken) {
    if (taken.stream().anyMatch(t -> Coverage.of(senders, t) == Coverage.ALL)) {
      return Coverage.ALL;
    }
    return taken.stream().anyMatch(t -> contained(t, senders) && !elsewhere(t, senders))
        ? Coverage.SOME
        : Coverage.NONE;
  }

  /** Whether a line more specific than that of {@code senders} takes all of {@code inner}. */
  private boolean elsewhere(SenderPattern inner, SenderPattern senders) {
    return table.stream()
        .filter(line -> contained(line, senders) && !contained(senders, line))
        .anyMatch(line -> contained(inner, line));
  }

  private static boolean contained(SenderPattern inner, SenderPattern outer) {
    return Coverage.of(inner, outer) == Coverage.ALL;
  }

  private static boolean takes(RelaySettings relay, Address sender) {
    return sender.isNull()
        ? relay.profile().nullSender()
        : relay.profile().senderRule().allows(sender);
  }

  private boolean takesRewritten(SenderRule rule) {
    if (!(rule instanceof SenderRule.Patterns)) {
      return true; // rewritten into the very domain it is bound to, or it takes any
    }
    return srsDomain != null && taken(rule).stream().anyMatch(t -> contained(domain(srsDomain), t));
  }

  /** Whether some address that stands for the null sender could please this relay. */
  static boolean takesMarked(RelaySettings relay) {
    return taken(relay.profile().senderRule()).stream().anyMatch(t -> t.kind() != Kind.ADDRESS);
  }

  private static SenderPattern domain(Domain domain) {
    return new SenderPattern(Kind.DOMAIN, "", domain.ascii());
  }

  private static List<SenderPattern> taken(SenderRule rule) {
    if (rule instanceof SenderRule.OfDomain of) {
      return List.of(domain(of.domain()));
    }
    return rule instanceof SenderRule.Patterns list
        ? list.patterns()
        : Stream.of("*").map(SenderPattern::of).toList();
  }

  private static Coverage whole(boolean fits) {
    return fits ? Coverage.ALL : Coverage.NONE;
  }
}
