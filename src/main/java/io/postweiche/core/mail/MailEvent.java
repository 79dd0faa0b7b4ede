package io.postweiche.core.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a mail, as published on {@code mail.events}, logged and counted.
 *
 * @param queue where the mail, or this part of it, lies now; null when nowhere any more
 * @param relay the relay concerned
 * @param verdict our reading of the reply
 * @param reply the relay's reply in full, or a sentence
 * @param detail a sentence for a person
 */
public record MailEvent(
    EventType type,
    Instant at,
    MailId id,
    Address sender,
    List<Address> recipients,
    @Nullable String queue,
    @Nullable String relay,
    @Nullable String stage,
    @Nullable String verdict,
    @Nullable String reply,
    @Nullable String detail,
    boolean possibleDuplicate) {
  public MailEvent {
    recipients = List.copyOf(recipients);
  }
}
