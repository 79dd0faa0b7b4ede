package io.postweiche.core.alert;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Shown;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads out of events and pauses what an operator should hear of. */
public final class Incidents {
  private static final Set<String> OF_THE_SENDER =
      Set.of(Verdict.SENDER_NOT_ALLOWED.word(), Verdict.SENDER_INVALID.word());
  private static final int LONGEST = 200;

  private Incidents() {}

  /**
   * What an event tells; mostly nothing. A sender whom no relay takes is both a refused sender and
   * a dead letter.
   *
   * @param reason of the dead letters among which the mail lies now; null when it does not
   */
  public static List<Alert> of(MailEvent event, @Nullable DeadReason reason) {
    List<Alert> alerts = new ArrayList<>();
    if (refusesSender(event, reason)) {
      alerts.add(alert(Cause.SENDER_REFUSED, event, null));
    }
    if (event.type() == EventType.DEAD || event.type() == EventType.MALFORMED) {
      alerts.add(alert(Cause.DEAD_LETTER, event, reason));
    }
    return alerts;
  }

  /** A refused login, found by a mail or by a probe. */
  public static Alert ofLogin(RelayId relay, Pause pause, Instant now) {
    return new Alert(
        Cause.LOGIN_REFUSED, now, relay, null, null, null, Shown.clean(pause.why(), LONGEST));
  }

  private static boolean refusesSender(MailEvent event, @Nullable DeadReason reason) {
    return event.type() == EventType.DEAD
        ? reason == DeadReason.SENDER_NOT_ALLOWED
        : event.type() == EventType.REFUSED
            && event.verdict() != null
            && OF_THE_SENDER.contains(event.verdict());
  }

  private static Alert alert(Cause cause, MailEvent event, @Nullable DeadReason reason) {
    Address sender = event.sender();
    Domain domain = sender.domain();
    return new Alert(
        cause,
        event.at(),
        event.relay() == null ? null : new RelayId(event.relay()),
        domain == null ? null : domain.ascii(),
        reason,
        event.id(),
        detail(event));
  }

  /** The relay's last line, else our sentence. */
  private static String detail(MailEvent event) {
    String reply = event.reply();
    String said = reply != null ? reply.substring(reply.lastIndexOf('\n') + 1) : event.detail();
    return said == null ? "" : Shown.clean(said, LONGEST).strip();
  }
}
