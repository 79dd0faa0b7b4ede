package io.postweiche.core.retry;

import static io.postweiche.core.routing.Decision.Why.NOT_CHOSEN;
import static io.postweiche.core.routing.Decision.Why.OUT;
import static io.postweiche.core.routing.Decision.Why.TOO_LARGE;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.Decision.Skipped;
import io.postweiche.core.routing.Decision.Why;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a mail goes that is new, replayed, or asked again before an attempt. */
public final class Placement {
  private Placement() {}

  /**
   * Onward to the first candidate, or dead with every passed-over relay explained. A mail that
   * waits at a relay stays there while that one is a candidate, or a failover would be undone
   * before its attempt; a replay chooses afresh.
   */
  public static Step place(
      Decider decider, Mail mail, Map<RelayId, String> remembered, Instant now) {
    Journey journey = mail.journey();
    if (mail.terms().expired(now)) {
      return new Step.Dead(mail.withJourney(journey.withReason(tooLate(mail))), DeadReason.EXPIRED);
    }
    Choice choice = Choice.of(decider, mail, remembered);
    RelayId present = History.justReplayed(journey) ? null : journey.relay();
    if (present != null && choice.open().contains(present)) {
      return new Step.Onward(mail, present);
    }
    return choice
        .first()
        .<Step>map(relay -> new Step.Onward(moved(choice, mail, relay, now), relay))
        .orElseGet(() -> dead(choice, mail));
  }

  static String tooLate(Mail mail) {
    return "It was of use until " + mail.terms().expiresAt() + " only (expiresAt).";
  }

  private static Mail moved(Choice choice, Mail mail, RelayId relay, Instant now) {
    Journey journey = mail.journey().withRelay(relay).withReason(null);
    RelayId from = mail.journey().relay();
    if (from == null || from.equals(relay)) {
      return mail.withJourney(journey);
    }
    String detail =
        choice.decision().skipped().stream()
            .filter(skipped -> skipped.why() == OUT && skipped.relay().equals(from))
            .map(Skipped::explanation)
            .findFirst()
            .orElse("from " + from + ", which is no longer the one to carry it");
    HistoryEntry entry = new HistoryEntry(now, History.MOVED, relay.value(), null, null, detail);
    return mail.withJourney(
        journey.withReason(detail).withHistory(History.join(journey.history(), List.of(entry))));
  }

  private static Step dead(Choice choice, Mail mail) {
    Journey journey = mail.journey().withReason(sentence(choice, mail));
    return new Step.Dead(mail.withJourney(journey), reason(choice, journey));
  }

  private static DeadReason reason(Choice choice, Journey journey) {
    Set<Why> whys =
        choice.decision().skipped().stream()
            .map(Skipped::why)
            .filter(why -> why != NOT_CHOSEN)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Why.class)));
    if (whys.isEmpty()) {
      return DeadReason.UNROUTABLE;
    }
    if (whys.contains(TOO_LARGE)) {
      // the others mind the sender, which a larger limit elsewhere would not help; size is left
      return DeadReason.TOO_LARGE;
    }
    return Refusal.of(History.sinceReplay(journey))
        .map(Refusal::reason)
        .orElse(DeadReason.SENDER_NOT_ALLOWED);
  }

  private static String sentence(Choice choice, Mail mail) {
    String sender = mail.envelope().sender().bracketed();
    if (!choice.decision().skipped().isEmpty()) {
      return "No relay may carry mail from " + sender + ": " + choice.passedOver() + ".";
    }
    return choice.decision().matched() == null
        ? "No line of 'senders' speaks of " + sender + ", so no relay may carry this mail."
        : "The line of 'senders' for " + sender + " leaves no relay to carry this mail.";
  }
}
