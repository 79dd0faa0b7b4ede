package io.postweiche.app.station;

import io.postweiche.config.BounceSettings;
import io.postweiche.config.Settings;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.retry.Settlement;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.Outages;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.RoutingTable;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderRewriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The configuration in the form the stations ask: swapped whole when the file changes.
 *
 * @param table by the configuration alone
 * @param decider the same, less the relays that are out
 */
public record Tables(Settings settings, Decider table, Decider decider, Settlement settlement) {
  /** Builds the tables of a configuration. */
  public static Tables of(
      Settings settings, SenderRewriter srs, Supplier<Map<RelayId, String>> out) {
    Decider table = decider(settings, srs);
    Decider decider = new Outages(table, out);
    return new Tables(settings, table, decider, new Settlement(decider, settings.retry()));
  }

  /** What to ask about a mail that is to go on. */
  public static Question question(Mail mail, Map<RelayId, String> remembered) {
    return new Question(
        mail.envelope().sender(),
        mail.summary().headerFrom(),
        mail.content().size(),
        mail.journey().pinned(),
        Set.copyOf(mail.journey().triedRelays()),
        remembered,
        mail.envelope().recipients());
  }

  /** Whether a relay other than the one it waits for may carry the mail, were all in order. */
  public boolean hasOther(Mail mail) {
    return table.decide(question(mail, Map.of())).candidates().stream()
        .anyMatch(candidate -> !candidate.relay().equals(mail.journey().relay()));
  }

  /** Reports of ours go through the relays named in {@code bounces}; all else by its sender. */
  private static Decider decider(Settings settings, SenderRewriter srs) {
    RoutingTable senders = RoutingTables.of(settings, srs);
    BounceSettings bounces = settings.bounces();
    if (bounces == null) {
      return senders;
    }
    Route way =
        new Route(SenderPattern.of("<>"), bounces.relays(), new EnvelopeFrom.Keep(), null, 0);
    RoutingTable reports = new RoutingTable(List.of(way), settings.profiles(), null);
    return question ->
        question.sender().isNull() && bounces.from().equals(question.headerFrom())
            ? reports.decide(question)
            : senders.decide(question);
  }
}
