package io.postweiche.config;

import io.postweiche.core.limit.Allowance;
import io.postweiche.core.limit.Growth;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a relay account.
 *
 * @param connections at once
 * @param settled what it may send in a minute, an hour and a day
 * @param growth of a young account, whose messages an hour depend on its age; null for others
 * @param messageSize octets
 * @param recipients in one transaction; a mail with more is split
 */
public record RelayLimits(
    int connections, Allowance settled, @Nullable Growth growth, long messageSize, int recipients) {
  /** With limits of messages alone; 0 for no limit. */
  public RelayLimits(
      int connections, int perMinute, int perHour, long messageSize, int recipients) {
    this(connections, Allowance.ofMessages(perMinute, perHour), null, messageSize, recipients);
  }

  /** What the account may send on that day. */
  public Allowance allowance(LocalDate today) {
    return growth == null
        ? settled
        : settled.withMessagesPerHour(growth.perHour(today, settled.perHour().messages()));
  }

  RelayLimits growing(@Nullable Growth other) {
    return new RelayLimits(connections, settled, other, messageSize, recipients);
  }

  /** Everything but what may be sent in a span of time. */
  RelayLimits uncounted() {
    return new RelayLimits(connections, Allowance.ofMessages(0, 0), null, messageSize, recipients);
  }

  int perMinute() {
    return settled.perMinute().messages();
  }

  int perHour() {
    return settled.perHour().messages();
  }
}
