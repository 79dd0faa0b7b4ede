package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.Decision.Candidate;
import io.postweiche.core.routing.Decision.Skipped;
import io.postweiche.core.routing.Decision.Why;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of {@code senders:}. The most specific line wins: address, domain, {@code *.domain}
 * (longest first), {@code *}; for the null sender {@code <>}, else {@code *}. Its relays come in
 * the order of the file, less those that may not carry the mail. A line with {@code choose-by:
 * header-from} puts the relays of the header {@code From}'s line before its own. Immutable and safe
 * for threads; a decision takes well under a microsecond however long the table is.
 */
public final class RoutingTable implements Decider {
  private final RouteIndex<Plan> index = new RouteIndex<>();
  private final Map<RelayId, RelayProfile> relays = new HashMap<>();
  private final EffectiveSender senders;

  /** A line and its relays. */
  private record Plan(Route route, List<Lane> lanes) {}

  /**
   * A table without a domain for SRS: relays that are bound to no domain are sent senders as is.
   */
  public RoutingTable(
      List<Route> routes, Collection<RelayProfile> relays, @Nullable SenderRewriter srs) {
    this(routes, relays, srs, null);
  }

  /**
   * @param srs for {@code envelope-from: srs}; null keeps senders
   * @param srsDomain what SRS rewrites into for relays that take any sender or a list of patterns
   * @throws IllegalArgumentException when a line names a relay that is not among {@code relays}
   */
  public RoutingTable(
      List<Route> routes,
      Collection<RelayProfile> relays,
      @Nullable SenderRewriter srs,
      @Nullable Domain srsDomain) {
    this.senders = new EffectiveSender(srs, srsDomain);
    relays.forEach(relay -> this.relays.put(relay.id(), relay));
    routes.forEach(route -> index.add(route.pattern(), plan(route)));
  }

  @Override
  public Decision decide(Question question) {
    Plan plan = index.find(question.sender());
    List<Candidate> candidates = new ArrayList<>(4);
    List<Skipped> skipped = new ArrayList<>(4);
    RelayId pinned = question.pinned();
    if (pinned != null) {
      decidePinned(question, pinned, plan, candidates, skipped);
    } else if (plan != null) {
      for (Lane lane : lanes(plan, question.headerFrom())) {
        lane.weigh(question, senders, candidates, skipped);
      }
    }
    return new Decision(plan == null ? null : plan.route(), candidates, skipped);
  }

  /** Those of the header From's line first, where the line of the sender goes by it. */
  private List<Lane> lanes(Plan plan, @Nullable Address author) {
    if (!plan.route().byHeaderFrom() || author == null || author.isNull()) {
      return plan.lanes();
    }
    Plan lender = index.find(author);
    if (lender == null || lender.route().byHeaderFrom()) {
      return plan.lanes();
    }
    Map<RelayId, Lane> lanes = new LinkedHashMap<>();
    lender.lanes().forEach(l -> lanes.put(l.relay().id(), l.lentTo(plan.route(), author)));
    plan.lanes().forEach(own -> lanes.putIfAbsent(own.relay().id(), own));
    return List.copyOf(lanes.values());
  }

  private void decidePinned(
      Question question,
      RelayId pinned,
      @Nullable Plan plan,
      List<Candidate> candidates,
      List<Skipped> skipped) {
    RelayProfile relay = relays.get(pinned);
    if (relay == null) {
      skipped.add(
          new Skipped(
              pinned,
              Why.NOT_CHOSEN,
              "an operator chose " + pinned + ", but no relay of that name is configured"));
    } else {
      Lane.of(relay, plan == null ? null : plan.route())
          .weigh(question, senders, candidates, skipped);
    }
    if (plan != null) {
      plan.lanes().stream()
          .filter(lane -> !lane.relay().id().equals(pinned))
          .forEach(lane -> skipped.add(lane.notChosen(question)));
    }
  }

  private Plan plan(Route route) {
    List<Lane> lanes = new ArrayList<>();
    for (RelayId id : new LinkedHashSet<>(route.relays())) {
      RelayProfile relay = relays.get(id);
      if (relay == null) {
        throw new IllegalArgumentException(
            "rule '" + route.pattern() + "' names the relay " + id + ", which does not exist");
      }
      lanes.add(Lane.of(relay, route));
    }
    return new Plan(route, List.copyOf(lanes));
  }
}
