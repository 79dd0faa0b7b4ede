package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.Decision.Skipped;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.RoutingTable;
import io.postweiche.core.routing.SenderPattern;
import java.util.stream.Collectors;

/**
 * Tells of senders that a client or a user may use by a list of {@code senders}, and whose mail no
 * relay would carry. The table itself is asked, with one sender of each pattern.
 */
final class SenderReach {
  /** A pattern of such a list. */
  record Allowed(SenderPattern pattern, Value at) {}

  private SenderReach() {}

  /** Takes a reading without faults: the table cannot be built of another. */
  static void warn(Reading reading, Settings settings) {
    RoutingTable table =
        new RoutingTable(
            settings.routes(),
            settings.profiles(),
            (sender, into) -> Address.quoting("SRS0=" + sender.unquotedLocalPart(), into),
            settings.srsDomain());
    for (Allowed allowed : reading.allowed()) {
      Decision decision = table.decide(Question.of(sample(allowed.pattern())));
      boolean byHeader = decision.matched() != null && decision.matched().byHeaderFrom();
      if (decision.candidates().isEmpty() && !byHeader) {
        allowed.at().warn(message(allowed.pattern(), decision));
      }
    }
  }

  private static Address sample(SenderPattern pattern) {
    return switch (pattern.kind()) {
      case NULL_SENDER -> Address.NULL;
      case ADDRESS -> Address.of(pattern.toString());
      case DOMAIN -> Address.of("anyone@" + pattern.domain());
      case SUBDOMAINS -> Address.of("anyone@any." + pattern.domain());
      case ANY -> Address.of("anyone@any.invalid");
    };
  }

  private static String message(SenderPattern pattern, Decision decision) {
    String who =
        switch (pattern.kind()) {
          case NULL_SENDER, ADDRESS ->
              "'" + pattern + "' may be used here, but no relay carries it";
          case DOMAIN, SUBDOMAINS, ANY ->
              "'" + pattern + "' may be used here, but some of its senders find no relay";
        };
    return decision.matched() == null
        ? who + ": no line of 'senders' speaks of them"
        : who
            + ": "
            + decision.skipped().stream()
                .map(Skipped::explanation)
                .collect(Collectors.joining("; "));
  }
}
