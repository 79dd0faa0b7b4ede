package io.postweiche.broker;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.routing.RelayId;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of the queues (contract section 3); nowhere else is one put together. */
public final class Queues {
  public static final String SUBMIT = "mail.submit";
  public static final String EVENTS = "mail.events";

  /**
   * The router's own durable queue of events, bound to the topic: what the tracking store reads.
   */
  public static final String TRACKING = "mail.tracking";

  /** What came out of that queue and was no event. */
  public static final String UNREADABLE_EVENTS = "mail.tracking.unreadable";

  /** Answers to applications, on their way to the queues that these named. */
  public static final String ANSWERS = "mail.answers";

  /** The keys of posts that were taken in ({@code idempotencyKey}); no mail. */
  static final String SEEN = "mail.seen";

  public static final String RELAY_PREFIX = "mail.relay.";
  private static final String LIMIT_PREFIX = "mail.limit.";
  public static final String BULK_PREFIX = "mail.bulk.";
  public static final String DEAD_PREFIX = "mail.dead.";

  private Queues() {}

  public static String of(RelayId relay) {
    return RELAY_PREFIX + relay;
  }

  /** Where the count of what an account has sent is kept. */
  static String limit(RelayId relay) {
    return LIMIT_PREFIX + relay;
  }

  /** The relay's second queue, where the crowd of a single sender domain waits. */
  public static String bulk(RelayId relay) {
    return BULK_PREFIX + relay;
  }

  /** The relay whose queue this is, either one; empty for any other queue, however it is called. */
  public static Optional<RelayId> relay(String queue) {
    try {
      return Stream.of(RELAY_PREFIX, BULK_PREFIX)
          .filter(queue::startsWith)
          .findFirst()
          .map(prefix -> new RelayId(queue.substring(prefix.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // on an external broker anybody may call a queue anything
    }
  }

  public static String of(DeadReason reason) {
    return DEAD_PREFIX + reason.word();
  }

  /** The reason whose dead letters lie in this queue; empty for any other queue. */
  public static Optional<DeadReason> reason(String queue) {
    return queue.startsWith(DEAD_PREFIX)
        ? Stream.of(DeadReason.values()).filter(reason -> of(reason).equals(queue)).findFirst()
        : Optional.empty();
  }
}
