package io.postweiche.tracking;

import io.postweiche.core.mail.EventType;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code mails} as it shall be.
 *
 * @param stored whether it is in the table already
 * @param fresh recipients that may be missing in {@code recipients}
 */
record MailRow(
    String id,
    boolean stored,
    @Nullable String messageId,
    @Nullable String sender,
    @Nullable String subject,
    String state,
    @Nullable String relay,
    Instant acceptedAt,
    Instant lastAt,
    int recipientCount,
    Set<String> fresh,
    @Nullable String traceId) {
  static MailRow begin(TrackedEvent event) {
    return new MailRow(
        event.mailId(),
        false,
        event.messageId(),
        event.sender(),
        event.subject(),
        event.type().word(),
        event.relay(),
        event.at(),
        event.at(),
        event.recipients().size(),
        new LinkedHashSet<>(event.recipients()),
        event.traceId());
  }

  MailRow after(TrackedEvent event) {
    boolean newer = !event.at().isBefore(lastAt);
    boolean moves = newer && moves(event.type());
    Set<String> more = fresh;
    if (event.type() == EventType.ACCEPTED || !stored) { // others name a part of the recipients
      more = new LinkedHashSet<>(fresh);
      more.addAll(event.recipients());
    }
    return new MailRow(
        id,
        stored,
        messageId == null ? event.messageId() : messageId,
        sender == null ? event.sender() : sender,
        subject == null ? event.subject() : subject,
        moves ? event.type().word() : state,
        moves && event.relay() != null ? event.relay() : relay,
        event.at().isBefore(acceptedAt) ? event.at() : acceptedAt,
        newer ? event.at() : lastAt,
        Math.max(recipientCount, more.size()),
        more,
        traceId == null ? event.traceId() : traceId);
  }

  /** That a report went out, or that it was posted again, says nothing of where the mail is. */
  private static boolean moves(EventType type) {
    return type != EventType.REPORTED && type != EventType.DUPLICATE;
  }

  List<String> recipients() {
    return List.copyOf(fresh);
  }
}
