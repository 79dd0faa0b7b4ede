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
 * @param header what was seen and done in its header; of an event of acceptance only
 * @param summary what a person knows the mail by
 * @param traceId of which trace the mail is; null for none
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
    boolean possibleDuplicate,
    HeaderNote header,
    Summary summary,
    @Nullable String traceId) {
  public MailEvent {
    recipients = List.copyOf(recipients);
  }

  /** One that says nothing of the header. */
  public MailEvent(
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
    this(
        type,
        at,
        id,
        sender,
        recipients,
        queue,
        relay,
        stage,
        verdict,
        reply,
        detail,
        possibleDuplicate,
        HeaderNote.NONE,
        Summary.NONE,
        null);
  }

  public MailEvent withPossibleDuplicate(boolean maybe) {
    return with(detail, maybe, header, summary, traceId);
  }

  /** The same, telling what a person knows the mail by. */
  public MailEvent withSummary(Summary known) {
    return with(detail, possibleDuplicate, header, known, traceId);
  }

  /** The same, telling this of the header; in {@code detail} too when that is free. */
  public MailEvent withHeader(HeaderNote note) {
    return with(
        detail == null ? note.sentence() : detail, possibleDuplicate, note, summary, traceId);
  }

  /** The same, of this trace. */
  public MailEvent withTrace(@Nullable TraceContext trace) {
    return with(detail, possibleDuplicate, header, summary, trace == null ? null : trace.traceId());
  }

  private MailEvent with(
      @Nullable String otherDetail,
      boolean maybe,
      HeaderNote note,
      Summary known,
      @Nullable String trace) {
    return new MailEvent(
        type,
        at,
        id,
        sender,
        recipients,
        queue,
        relay,
        stage,
        verdict,
        reply,
        otherDetail,
        maybe,
        note,
        known,
        trace);
  }
}
