package io.postweiche.app.operating;

import io.postweiche.broker.DeadLetter;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.Decision.Candidate;
import io.postweiche.core.routing.Decision.Skipped;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.ReplayOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a replay would do with a letter, from its properties alone. */
record Preview(@Nullable RelayId relay, String explanation) {
  static Preview of(DeadLetter letter, ReplayOptions options, Decider decider) {
    Address sender = options.sender() == null ? Address.of(letter.sender()) : options.sender();
    Decision decision =
        decider.decide(
            new Question(
                sender,
                address(letter.headerFrom()),
                letter.size(),
                options.via(),
                Set.of(),
                Map.of(),
                recipients(letter)));
    if (decision.candidates().isEmpty()) {
      return new Preview(null, skipped(decision));
    }
    Candidate first = decision.candidates().get(0);
    return new Preview(first.relay(), first.reason());
  }

  private static List<Address> recipients(DeadLetter letter) {
    return letter.recipients().stream().map(Preview::address).filter(Objects::nonNull).toList();
  }

  /** Null for what is none: a malformed post may name anything. */
  private static @Nullable Address address(@Nullable String text) {
    try {
      return text == null ? null : Address.of(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String skipped(Decision decision) {
    return decision.skipped().isEmpty()
        ? "no line of senders: speaks of this sender"
        : decision.skipped().stream().map(Skipped::explanation).collect(Collectors.joining("; "));
  }
}
