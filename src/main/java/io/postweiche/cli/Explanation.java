package io.postweiche.cli;

import io.postweiche.config.Settings;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.Route;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A decision as {@code explain} tells it.
 *
 * @param rule the line of {@code senders:} that matched; null when none did
 */
record Explanation(
    String sender, @Nullable Rule rule, List<Candidate> candidates, List<Skipped> skipped) {
  /** Where the rule stands. */
  record Rule(String pattern, String file, int line) {}

  /**
   * A relay that may carry the mail.
   *
   * @param headerFrom null keeps the header
   * @param transactions how many it takes for all recipients
   */
  record Candidate(
      String relay,
      String envelopeFrom,
      @Nullable String headerFrom,
      int transactions,
      String reason) {}

  /** A relay that was named and may not carry it. */
  record Skipped(String relay, String why, String explanation) {}

  static Explanation of(Settings settings, Decision decision, Address sender, int recipients) {
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

  void print(PrintStream out) {
    out.println("sender     " + Shown.sender(sender));
    out.println(
        "rule       "
            + (rule == null
                ? "none matches: the mail would rest in mail.dead.unroutable"
                : rule.pattern() + "  (" + rule.file() + ":" + rule.line() + ")"));
    int place = 1;
    for (Candidate c : candidates) {
      out.println("relay " + place++ + "    " + c.relay() + ": " + c.reason() + changes(c));
    }
    for (Skipped s : skipped) {
      out.println("skipped    " + s.relay() + " (" + s.why() + "): " + s.explanation());
    }
    if (candidates.isEmpty() && rule != null) {
      out.println("no relay may carry this mail; it would become a dead letter");
    }
  }

  /** What the reason does not tell: it already names the sender that the relay is given. */
  private static String changes(Candidate c) {
    String header = c.headerFrom() == null ? "" : "; header From becomes " + c.headerFrom();
    String split = c.transactions() <= 1 ? "" : "; in " + c.transactions() + " transactions";
    return header + split;
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
