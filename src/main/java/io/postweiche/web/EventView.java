package io.postweiche.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.MailEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of the stream; the names are those of {@code mail.events}. */
@JsonInclude(Include.NON_NULL)
public record EventView(
    String event,
    Instant at,
    String mailId,
    String sender,
    List<String> recipients,
    @Nullable String queue,
    @Nullable String relay,
    @Nullable String stage,
    @Nullable String verdict,
    @Nullable String reply,
    @Nullable String detail,
    @Nullable String traceId) {
  public EventView {
    recipients = List.copyOf(recipients);
  }

  static EventView of(MailEvent event) {
    return new EventView(
        event.type().word(),
        event.at(),
        event.id().value(),
        event.sender().toString(),
        event.recipients().stream().map(Address::toString).toList(),
        event.queue(),
        event.relay(),
        event.stage(),
        event.verdict(),
        event.reply(),
        event.detail(),
        event.traceId());
  }
}
