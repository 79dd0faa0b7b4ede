package io.postweiche.config;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells of senders that the table leaves without a relay. */
final class SenderWarnings {
  /** A relay that a line names, and where. */
  record Use(Route route, RelaySettings relay, Value at) {}

  private final Section root;
  private final Map<Route, Position> lines;
  private final List<Use> uses;

  SenderWarnings(Section root, Map<Route, Position> lines, List<Use> uses) {
    this.root = root;
    this.lines = lines;
    this.uses = uses;
  }

  void tell(SenderFit fit) {
    Map<Route, List<Use>> byLine =
        uses.stream().collect(groupingBy(Use::route, LinkedHashMap::new, toList()));
    byLine.forEach((route, own) -> gap(fit, route, own));
    Route line = line(Kind.NULL_SENDER);
    nullSender(line == null ? line(Kind.ANY) : line);
  }

  private static void gap(SenderFit fit, Route route, List<Use> own) {
    boolean some = own.stream().allMatch(u -> fit.of(route, u.relay()) == Coverage.SOME);
    if (some && !route.byHeaderFrom()) {
      own.get(0).at().warn(SenderWords.gap(route, own.get(0).relay()));
    }
  }

  /** Mail without a sender that has no line of its own goes by the line of every sender. */
  private void nullSender(@Nullable Route line) {
    if (line == null) {
      root.warn("senders", SenderWords.NO_NULL_SENDER);
      return;
    }
    EnvelopeFrom policy = line.envelopeFrom();
    boolean own = of(line).anyMatch(use -> takes(policy, use.relay()));
    boolean lent = line.byHeaderFrom() && uses.stream().anyMatch(u -> takes(policy, u.relay()));
    if (!own && !lent && line.pattern().kind() == Kind.ANY) {
      root.warn("senders", SenderWords.NO_NULL_SENDER);
    } else if (line.byHeaderFrom() && !own) {
      lines.keySet().stream()
          .filter(other -> !other.byHeaderFrom())
          .filter(other -> of(other).noneMatch(use -> takes(policy, use.relay())))
          .findFirst()
          .ifPresent(other -> warn(line, SenderWords.nobodyLends(other)));
    }
  }

  private static boolean takes(EnvelopeFrom policy, RelaySettings relay) {
    boolean filledIn =
        policy instanceof EnvelopeFrom.Fixed fixed
            ? !fixed.address().isNull()
            : policy instanceof EnvelopeFrom.Marked && SenderFit.takesMarked(relay);
    return filledIn || relay.profile().nullSender();
  }

  private Stream<Use> of(Route line) {
    return uses.stream().filter(use -> use.route().equals(line));
  }

  private @Nullable Route line(Kind kind) {
    return lines.keySet().stream()
        .filter(route -> route.pattern().kind() == kind)
        .findFirst()
        .orElse(null);
  }

  private void warn(Route line, String message) {
    root.reading().faults().warn(lines.getOrDefault(line, root.at()), message);
  }
}
