package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderPattern.Kind;
import io.postweiche.core.routing.SenderRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a relay would take the mail that a line of {@code senders:} hands it: all, some or none,
 * of the senders that no more specific line takes away.
 */
final class SenderFit {
  private final List<SenderPattern> table;

  SenderFit(List<Route> routes) {
    this.table = routes.stream().map(Route::pattern).toList();
  }

  Coverage of(Route route, RelaySettings relay) {
    if (route.envelopeFrom() instanceof EnvelopeFrom.Fixed fixed) {
      return whole(takes(relay, fixed.address()));
    }
    if (route.pattern().kind() == Kind.NULL_SENDER) { // SRS leaves the null sender alone
      return whole(relay.profile().nullSender());
    }
    if (route.envelopeFrom() instanceof EnvelopeFrom.Srs
        && hasDomain(relay.profile().senderRule())) {
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

  /** A rewritten sender has a local part of its own, so a rule of addresses alone refuses it. */
  private static boolean hasDomain(SenderRule rule) {
    return taken(rule).stream().anyMatch(p -> p.kind() != Kind.ADDRESS);
  }

  private static List<SenderPattern> taken(SenderRule rule) {
    if (rule instanceof SenderRule.OfDomain of) {
      return List.of(new SenderPattern(Kind.DOMAIN, "", of.domain().ascii()));
    }
    return rule instanceof SenderRule.Patterns list
        ? list.patterns()
        : Stream.of("*").map(SenderPattern::of).toList();
  }

  private static Coverage whole(boolean fits) {
    return fits ? Coverage.ALL : Coverage.NONE;
  }
}
