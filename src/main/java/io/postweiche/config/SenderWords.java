package io.postweiche.config;

import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern.Kind;

/** What is told of lines whose relays do not take their senders. */
final class SenderWords {
  static final String NO_NULL_SENDER =
      "neither a line \"<>\" nor a relay of \"*\" takes the null sender: bounces, out-of-office"
          + " replies and receipts of your users find no relay";

  static final String MARKED_ELSEWHERE =
      "'marked' is for mail without a sender, which only the lines \"<>\" and \"*\" speak of";

  private SenderWords() {}

  /** No relay of this line would take the mail without a sender that is chosen for by header. */
  static String nobodyLends(Route other) {
    return "mail without a sender whose header From belongs to '"
        + other.pattern()
        + "' (line "
        + other.line()
        + ") finds no relay: none there takes the null sender; 'envelope-from: marked' gives it"
        + " a sender, 'relays' here names who carries it as it is";
  }

  /** The relay must refuse everything that this line hands it. */
  static String misfit(Route route, RelaySettings relay) {
    String takes = "relay '" + relay.id() + "' takes " + relay.profile().senderRule().describe();
    if (route.envelopeFrom() instanceof EnvelopeFrom.Fixed fixed && !fixed.address().isNull()) {
      return takes + ", not envelope-from " + fixed.address();
    }
    if (route.pattern().kind() == Kind.NULL_SENDER
        || route.envelopeFrom() instanceof EnvelopeFrom.Fixed) {
      boolean marked = route.envelopeFrom() instanceof EnvelopeFrom.Marked;
      return "relay '"
          + relay.id()
          + "' does not take the null sender (null-sender: false)"
          + (marked ? ", and takes no marked one: it takes addresses, not a domain" : "");
    }
    if (route.envelopeFrom() instanceof EnvelopeFrom.Srs) {
      return takes
          + "; SRS rewrites into srs.domain, else that of bounces.from: missing or not among them";
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
