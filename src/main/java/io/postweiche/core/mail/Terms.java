package io.postweiche.core.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When and how an application wants its mail carried, and where it waits for an answer (contract
 * section 4), and of which trace of its it is. Stays with the mail over attempts, moves and
 * restarts.
 *
 * @param notBefore no attempt earlier; null for at once
 * @param expiresAt no attempt from then on; null for as long as {@code give-up-after} allows
 * @param priority of JMS, 0 to 9: those of a higher one leave a relay's queue first
 * @param replyTo the queue that gets the final event of each recipient; null for none
 * @param correlationId of that event; null for none
 * @param trace of which trace the mail's further steps are; null for none
 */
public record Terms(
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    int priority,
    @Nullable String replyTo,
    @Nullable String correlationId,
    @Nullable TraceContext trace) {
  public static final int USUAL_PRIORITY = 4; // what JMS gives a message that asks for nothing

  /** Of no trace. */
  public Terms(
      @Nullable Instant notBefore,
      @Nullable Instant expiresAt,
      int priority,
      @Nullable String replyTo,
      @Nullable String correlationId) {
    this(notBefore, expiresAt, priority, replyTo, correlationId, null);
  }

  /** Nothing asked for. */
  public static final Terms NONE = new Terms(null, null, USUAL_PRIORITY, null, null);

  /** Whether it is too late for another attempt. */
  public boolean expired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  /** Until when the mail is to be hidden; null when it may go now. */
  public @Nullable Instant hiddenUntil(Instant now) {
    return notBefore != null && notBefore.isAfter(now) ? notBefore : null;
  }

  /** Without its times: an operator's replay is meant for now. */
  public Terms atOnce() {
    return new Terms(null, null, priority, replyTo, correlationId, trace);
  }

  public Terms withTrace(@Nullable TraceContext other) {
    return new Terms(notBefore, expiresAt, priority, replyTo, correlationId, other);
  }
}
