package io.postweiche.broker;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.routing.RelayId;

/** The names of the queues (contract section 3); nowhere else is one put together. */
public final class Queues {
  public static final String SUBMIT = "mail.submit";
  public static final String EVENTS = "mail.events";
  public static final String RELAY_PREFIX = "mail.relay.";
  public static final String DEAD_PREFIX = "mail.dead.";

  private Queues() {}

  public static String of(RelayId relay) {
    return RELAY_PREFIX + relay;
  }

  public static String of(DeadReason reason) {
    return DEAD_PREFIX + reason.word();
  }
}
