package io.postweiche.core.routing;

import io.postweiche.core.routing.Decision.Candidate;
import io.postweiche.core.routing.Decision.Skipped;
import io.postweiche.core.routing.Decision.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Passes over relays that have been out for long, while another one is left. When all are out the
 * mail waits for its first.
 *
 * @param out each with a sentence on since when and why
 */
public record Outages(Decider table, Supplier<Map<RelayId, String>> out) implements Decider {
  @Override
  public Decision decide(Question question) {
    Decision decision = table.decide(question);
    Map<RelayId, String> away = out.get();
    if (away.isEmpty() || decision.candidates().size() < 2) {
      return decision;
    }
    List<Candidate> left = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>(decision.skipped());
    for (Candidate candidate : decision.candidates()) {
      String why = away.get(candidate.relay());
      if (why == null) {
        left.add(candidate);
      } else {
        String sentence = candidate.relay() + " is " + why;
        skipped.add(new Skipped(candidate.relay(), Why.OUT, sentence));
      }
    }
    return left.isEmpty() ? decision : new Decision(decision.matched(), left, skipped);
  }
}
