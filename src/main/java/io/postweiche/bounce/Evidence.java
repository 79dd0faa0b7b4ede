package io.postweiche.bounce;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mail's journey tells about its failure, in the terms of RFC 3464. */
final class Evidence {
  private Evidence() {}

  /** The newest reply, null when no relay was asked. */
  static @Nullable Reply reply(Journey journey) {
    String text = journey.lastReply();
    return text == null ? null : Reply.of(text);
  }

  /** Where in the dialogue that reply came. */
  static @Nullable String stage(Journey journey) {
    List<HistoryEntry> history = journey.history();
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i).stage() != null) {
        return history.get(i).stage();
      }
    }
    return null;
  }

  /** The permanent code of RFC 3463: the relay's own, or what the reason amounts to. */
  static String status(DeadReason reason, @Nullable Reply reply) {
    String enhanced = reply == null ? null : reply.enhanced();
    return enhanced != null && enhanced.startsWith("5.") ? enhanced : derived(reason);
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
