package io.postweiche.bounce;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.reply.Reply;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a mail's journey tells about its failure, in the terms of RFC 3464. */
final class Evidence {
  private Evidence() {}

  /** The newest reply, null when no relay was asked. */
  static @Nullable Reply reply(Journey journey) {
    String text = journey.lastReply();
    return text == null ? null : Reply.of(text);
  }

  /** The newest attempt, null when there was none. */
  static @Nullable HistoryEntry lastAttempt(Journey journey) {
    List<HistoryEntry> history = journey.history();
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i).stage() != null) {
        return history.get(i);
      }
    }
    return null;
  }

  /** The code of RFC 3463: the relay's own where it is of the right class, else a derived one. */
  static String status(Finding finding, @Nullable Reply reply) {
    String enhanced = reply == null ? null : reply.enhanced();
    String derived = derived(finding);
    return enhanced != null && enhanced.charAt(0) == derived.charAt(0) ? enhanced : derived;
  }

  private static String derived(Finding finding) {
    return switch (finding.kind()) {
      case FAILED -> derived(Objects.requireNonNull(finding.reason()));
      case DELAYED -> "4.4.7"; // delivery time expired: the warning before it
      case RELAYED -> "2.1.9"; // relayed to a mailer that will not report (RFC 3886 section 3.3.5)
    };
  }

  private static String derived(DeadReason reason) {
    return switch (reason) {
      case SENDER_NOT_ALLOWED -> "5.7.1"; // delivery not authorized
      case RECIPIENT_REFUSED -> "5.1.0"; // other address status: 5.1.1 would say more than we know
      case CONTENT_REFUSED -> "5.6.0"; // other media error
      case TOO_LARGE -> "5.3.4"; // message too big for system
      case EXPIRED -> "5.4.7"; // delivery time expired
      case UNROUTABLE -> "5.4.4"; // unable to route
      case MALFORMED -> "5.6.0";
    };
  }
}
