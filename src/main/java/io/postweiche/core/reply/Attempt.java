package io.postweiche.core.reply;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.List;

/** One attempt to deliver a mail through one relay, with an outcome for each of its recipients. */
public record Attempt(RelayId relay, Instant at, List<Outcome> outcomes) {
  public Attempt {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * What became of one recipient.
   *
   * @param rule the name of the rule that gave the verdict
   * @param possibleDuplicate the relay may have taken the mail: the connection broke after the
   *     final dot (RFC 1047)
   */
  public record Outcome(
      Address recipient,
      Verdict verdict,
      Stage stage,
      Reply reply,
      String rule,
      boolean possibleDuplicate) {}
}
