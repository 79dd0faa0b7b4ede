package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision.Candidate;
import io.postweiche.core.routing.Decision.Skipped;
import io.postweiche.core.routing.Decision.Why;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One relay of one line of {@code senders:}, with the sentences about it that do not depend on the
 * mail.
 *
 * @param route null for a relay that an operator chose for mail no line speaks of
 * @param rule how people find the line: {@code rule 'meinefirma.de' (line 24)}
 * @param reason of a candidate whose sender is kept
 */
record Lane(RelayProfile relay, @Nullable Route route, String rule, String reason) {
  private static final EnvelopeFrom KEEP = new EnvelopeFrom.Keep();

  static Lane of(RelayProfile relay, @Nullable Route route) {
    String rule =
        route == null
            ? "no rule for this sender"
            : "rule '" + route.pattern() + "' (line " + route.line() + ")";
    return of(relay, route, rule);
  }

  private static Lane of(RelayProfile relay, @Nullable Route route, String rule) {
    String reason = rule + ": " + relay.id() + " takes " + relay.senderRule().describe();
    return new Lane(relay, route, rule, reason);
  }

  /** This relay, named by the line for the header {@code From}, on behalf of another line. */
  Lane lentTo(Route other, Address author) {
    Address own = other.headerFrom();
    Route as =
        new Route(
            other.pattern(),
            other.relays(),
            other.envelopeFrom(),
            own == null && route != null ? route.headerFrom() : own,
            other.line());
    String borrowed =
        "rule '" + other.pattern() + "' (line " + other.line() + "), by header From " + author;
    return of(relay, as, borrowed + ": " + rule);
  }

  /** Puts this relay among the candidates or among the skipped. */
  void weigh(
      Question question,
      EffectiveSender senders,
      List<Candidate> candidates,
      List<Skipped> skipped) {
    EnvelopeFrom policy = route == null ? KEEP : route.envelopeFrom();
    Address sender = question.sender();
    boolean pinned = question.pinned() != null;
    try {
      sender = senders.of(policy, relay, question);
    } catch (IllegalArgumentException e) {
      if (!pinned) {
        skipped.add(
            skip(Why.SENDER_RULE, question, "cannot be given it rewritten: " + e.getMessage()));
        return;
      }
    }
    Skipped obstacle = obstacle(question, sender, pinned);
    if (obstacle != null) {
      skipped.add(obstacle);
    } else {
      candidates.add(
          new Candidate(relay.id(), sender, headerFrom(question), reason(question, sender)));
    }
  }

  /** For a relay of the route that an operator passed over by choosing another. */
  Skipped notChosen(Question question) {
    return skip(Why.NOT_CHOSEN, question, "is left out, an operator chose " + question.pinned());
  }

  // An operator's choice outweighs the sender rule and earlier refusals: the relay itself will
  // judge. It does not outweigh a refusal of this very mail, or a pinned mail would never rest.
  private @Nullable Skipped obstacle(Question question, Address sender, boolean pinned) {
    if (question.tried().contains(relay.id())) {
      return skip(Why.TRIED, question, "has refused this mail for good");
    }
    if (sender.isNull() && !relay.nullSender()) {
      return skip(Why.NULL_SENDER, question, nullSender(question));
    }
    if (relay.maxMessageSize() > 0 && question.size() > relay.maxMessageSize()) {
      return skip(Why.TOO_LARGE, question, tooLarge(question));
    }
    if (pinned) {
      return null;
    }
    if (!sender.isNull() && !relay.senderRule().allows(sender)) {
      return skip(Why.SENDER_RULE, question, senderRule(question, sender));
    }
    String refusal = question.remembered().get(relay.id());
    return refusal == null
        ? null
        : skip(Why.REMEMBERED_REFUSAL, question, "lately refused this sender's domain: " + refusal);
  }

  private String senderRule(Question question, Address sender) {
    String takes = "takes " + relay.senderRule().describe();
    if (!sender.equals(question.sender())) {
      return takes + ", and envelope-from makes the sender " + sender;
    }
    boolean unwritten = route != null && route.envelopeFrom() instanceof EnvelopeFrom.Srs;
    return unwritten ? takes + ", and SRS has no key or domain to rewrite it with" : takes;
  }

  private static String nullSender(Question question) {
    return "does not take mail without a sender"
        + (EffectiveSender.comesBack(question)
            ? ", and what comes back to a marked sender is given none"
            : "");
  }

  private String tooLarge(Question question) {
    return "takes at most "
        + relay.maxMessageSize()
        + " bytes and the message has "
        + question.size();
  }

  private Skipped skip(Why why, Question question, String what) {
    String explanation =
        relay.id() + " " + what + "; sender " + shown(question.sender()) + ", " + rule;
    return new Skipped(relay.id(), why, explanation);
  }

  private String reason(Question question, Address sender) {
    String whole = question.pinned() == null ? reason : "chosen by an operator; " + reason;
    return sender.equals(question.sender()) ? whole : whole + "; sent as " + shown(sender);
  }

  // a message that is from that address already keeps its bytes
  private @Nullable Address headerFrom(Question question) {
    Address wanted = route == null ? null : route.headerFrom();
    Address has = question.headerFrom();
    return wanted != null && has != null && wanted.sameMailbox(has) ? null : wanted;
  }

  private static String shown(Address sender) {
    return sender.isNull() ? "<>" : sender.toString();
  }
}
