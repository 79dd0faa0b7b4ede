package io.postweiche.config;

import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern.Kind;

/** What is told of lines whose relays do not take their senders. */
final class SenderWords {
  static final String NO_NULL_SENDER =
      "neither a line \"<>\" nor a relay of \"*\" takes the null sender: bounces, out-of-office"
          + " replies and receipts of your users find no relay";

  private SenderWords() {}

  /** The relay must refuse everything that this line hands it. */
  static String misfit(Route route, RelaySettings relay) {
    String takes = "relay '" + relay.id() + "' takes " + relay.profile().senderRule().describe();
    if (route.envelopeFrom() instanceof EnvelopeFrom.Fixed fixed && !fixed.address().isNull()) {
      return takes + ", not envelope-from " + fixed.address();
    }
    if (route.pattern().kind() == Kind.NULL_SENDER
        || route.envelopeFrom() instanceof EnvelopeFrom.Fixed) {
      return "relay '" + relay.id() + "' does not take the null sender (null-sender: false)";
    }
    if (route.envelopeFrom() instanceof EnvelopeFrom.Srs) {
      return takes + "; SRS rewrites into the domain of bounces.from, missing or not among them";
    }
    boolean one = route.pattern().kind() == Kind.ADDRESS || route.pattern().kind() == Kind.DOMAIN;
    return takes
        + (one ? ", so it would refuse '" : ", so it would refuse all that is left to '")
        + route.pattern()
        + "'";
  }

  /** Some senders of this line find no relay. */
  static String gap(Route route, RelaySettings relay) {
    return "relay '"
        + relay.id()
        + "' takes "
        + relay.profile().senderRule().describe()
        + "; other senders of '"
        + route.pattern()
        + "' find no relay in this line";
  }
}
