package io.postweiche.web;

import io.postweiche.config.Settings;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.Route;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the command {@code explain} and the API tell it.
 *
 * @param rule the line of {@code senders:} that matched; null when none did
 */
public record Explanation(
    String sender, @Nullable Rule rule, List<Candidate> candidates, List<Skipped> skipped) {
  public Explanation {
    candidates = List.copyOf(candidates);
    skipped = List.copyOf(skipped);
  }

  /** Where the rule stands. */
  public record Rule(String pattern, String file, int line) {}

  /**
   * A relay that may carry the mail.
   *
   * @param headerFrom null keeps the header
   * @param transactions how many it takes for all recipients
   */
  public record Candidate(
      String relay,
      String envelopeFrom,
      @Nullable String headerFrom,
      int transactions,
      String reason) {}

  /**
   * A relay that was named and may not carry it.
   *
   * @param why a word: {@code sender-rule}, {@code too-large}
   */
  public record Skipped(String relay, String why, String explanation) {}

  /**
   * In words and numbers.
   *
   * @param recipients how many the mail has
   */
  public static Explanation of(
      Settings settings, Decision decision, Address sender, int recipients) {
    Route matched = decision.matched();
    return new Explanation(
        sender.toString(),
        matched == null
            ? null
            : new Rule(matched.pattern().toString(), settings.file().toString(), matched.line()),
        decision.candidates().stream().map(c -> candidate(settings, c, recipients)).toList(),
        decision.skipped().stream()
            .map(s -> new Skipped(s.relay().value(), word(s.why()), s.explanation()))
            .toList());
  }

  private static Candidate candidate(Settings settings, Decision.Candidate c, int recipients) {
    int most =
        settings.profiles().stream()
            .filter(p -> p.id().equals(c.relay()))
            .mapToInt(RelayProfile::maxRecipients)
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    return new Candidate(
        c.relay().value(),
        c.envelopeFrom().toString(),
        c.headerFrom() == null ? null : c.headerFrom().toString(),
        Math.max(1, (recipients + most - 1) / Math.max(1, most)),
        c.reason());
  }

  private static String word(Decision.Why why) {
    return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
