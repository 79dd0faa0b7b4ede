package io.postweiche.core.mail;

import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail's way so far; becomes the properties of its JMS message (contract section 4).
 *
 * @param attempt how many attempts were made, over all relays; 0 for new mail
 * @param relay the relay whose queue the mail lies in or died from
 * @param pinned an operator's choice at replay ({@code --via}): only this relay is tried
 * @param triedRelays relays that refused this mail for good, in order
 * @param lastReply the newest reply in full, lines joined by {@code \n}
 * @param reason why it waits or is a dead letter, in words
 * @param delayTold when it was seen to that its sender hears of the delay, once in its life; null
 *     while that is still to come
 */
public record Journey(
    Instant acceptedAt,
    int attempt,
    @Nullable RelayId relay,
    @Nullable RelayId pinned,
    List<RelayId> triedRelays,
    @Nullable String lastReply,
    @Nullable String reason,
    List<HistoryEntry> history,
    @Nullable Instant delayTold) {
  public Journey {
    triedRelays = List.copyOf(triedRelays);
    history = List.copyOf(history);
  }

  /** One of which no delay was told. */
  public Journey(
      Instant acceptedAt,
      int attempt,
      @Nullable RelayId relay,
      @Nullable RelayId pinned,
      List<RelayId> triedRelays,
      @Nullable String lastReply,
      @Nullable String reason,
      List<HistoryEntry> history) {
    this(acceptedAt, attempt, relay, pinned, triedRelays, lastReply, reason, history, null);
  }

  public static Journey begin(Instant acceptedAt) {
    return new Journey(acceptedAt, 0, null, null, List.of(), null, null, List.of());
  }

  public Journey withRelay(@Nullable RelayId other) {
    return new Journey(
        acceptedAt, attempt, other, pinned, triedRelays, lastReply, reason, history, delayTold);
  }

  public Journey withReason(@Nullable String other) {
    return new Journey(
        acceptedAt, attempt, relay, pinned, triedRelays, lastReply, other, history, delayTold);
  }

  public Journey withHistory(List<HistoryEntry> other) {
    return new Journey(
        acceptedAt, attempt, relay, pinned, triedRelays, lastReply, reason, other, delayTold);
  }

  public Journey withDelayTold(@Nullable Instant at) {
    return new Journey(
        acceptedAt, attempt, relay, pinned, triedRelays, lastReply, reason, history, at);
  }

  /** Whether a relay may have taken the mail though it never said so (RFC 1047). */
  public boolean mayHaveArrived() {
    return history.stream().anyMatch(HistoryEntry::possibleDuplicate);
  }
}
