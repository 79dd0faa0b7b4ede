package io.postweiche.core.retry;

import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.RelayId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The relays that may carry a mail now, asked of the decider in one way for all. */
record Choice(Decision decision, List<RelayId> open) {
  Choice {
    open = List.copyOf(open);
  }

  /** Asks with the mail's own tried relays. */
  static Choice of(Decider decider, Mail mail, Map<RelayId, String> remembered) {
    return of(decider, mail, remembered, null);
  }

  /** Asks as if {@code refused} had refused this mail as well. */
  static Choice of(
      Decider decider, Mail mail, Map<RelayId, String> remembered, @Nullable RelayId refused) {
    Journey journey = mail.journey();
    Set<RelayId> tried = Set.copyOf(withTried(journey.triedRelays(), refused));
    Question question =
        new Question(
            mail.envelope().sender(),
            mail.summary().headerFrom(),
            mail.content().size(),
            journey.pinned(),
            tried,
            remembered,
            mail.envelope().recipients());
    Decision decision = decider.decide(question);
    // Whatever the decider says: a relay that refused for good, asked again, would be a loop.
    List<RelayId> open =
        decision.candidates().stream()
            .map(Decision.Candidate::relay)
            .filter(relay -> !tried.contains(relay))
            .filter(relay -> journey.pinned() == null || relay.equals(journey.pinned()))
            .toList();
    return new Choice(decision, open);
  }

  static List<RelayId> withTried(List<RelayId> tried, @Nullable RelayId refused) {
    if (refused == null || tried.contains(refused)) {
      return tried;
    }
    List<RelayId> more = new ArrayList<>(tried);
    more.add(refused);
    return more;
  }

  Optional<RelayId> first() {
    return open.stream().findFirst();
  }

  Optional<RelayId> firstBut(RelayId other) {
    return open.stream().filter(relay -> !relay.equals(other)).findFirst();
  }

  /** {@code a (why); b (why)}; empty when no relay was passed over. */
  String passedOver() {
    return decision.skipped().stream()
        .map(skipped -> skipped.relay() + " (" + skipped.explanation() + ")")
        .collect(Collectors.joining("; "));
  }
}
