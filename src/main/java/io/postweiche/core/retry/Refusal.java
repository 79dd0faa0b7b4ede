package io.postweiche.core.retry;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.reply.Verdict;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which dead letters a refused mail joins, by what was refused. When several relays refused for
 * different reasons the earlier row counts: it is the one that an operator can do most about.
 */
enum Refusal {
  /** Replay through another relay, or with another sender. */
  SENDER(DeadReason.SENDER_NOT_ALLOWED),
  /** Replay through a relay with a larger limit. */
  SIZE(DeadReason.TOO_LARGE),
  /** No relay carries mail to there for us: to the sender it is this recipient that failed. */
  RELAYING(DeadReason.RECIPIENT_REFUSED),
  /**
   * We or the relay are on a block list: a matter of policy. Not among the refused recipients, who
   * are dead addresses that operators discard in bulk; this mail is worth a replay.
   */
  STANDING(DeadReason.CONTENT_REFUSED),
  RECIPIENT(DeadReason.RECIPIENT_REFUSED),
  CONTENT(DeadReason.CONTENT_REFUSED);

  private final DeadReason reason;

  Refusal(DeadReason reason) {
    this.reason = reason;
  }

  DeadReason reason() {
    return reason;
  }

  /** Empty for a verdict that refuses nothing for good. */
  static Optional<Refusal> of(Verdict verdict) {
    return switch (verdict) {
      case SENDER_NOT_ALLOWED, SENDER_INVALID -> Optional.of(SENDER);
      case TOO_LARGE -> Optional.of(SIZE);
      case RELAY_DENIED -> Optional.of(RELAYING);
      case RELAY_BLOCKED -> Optional.of(STANDING);
      case RECIPIENT_REFUSED -> Optional.of(RECIPIENT);
      case CONTENT_REFUSED -> Optional.of(CONTENT);
      case DELIVERED,
          AUTHENTICATION_FAILED,
          ACCOUNT_PROBLEM,
          TLS_REQUIRED,
          RELAY_UNREACHABLE,
          RATE_LIMITED,
          TEMPORARY,
          MAILBOX_FULL,
          AMBIGUOUS ->
          Optional.empty();
    };
  }

  /** What counts for a mail that several relays refused and none is left to ask. */
  static Optional<Refusal> of(List<HistoryEntry> history) {
    return history.stream()
        .flatMap(entry -> verdict(entry).stream())
        .flatMap(verdict -> of(verdict).stream())
        .min(Comparator.naturalOrder());
  }

  private static Optional<Verdict> verdict(HistoryEntry entry) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.word().equals(entry.verdict()))
        .findFirst();
  }
}
