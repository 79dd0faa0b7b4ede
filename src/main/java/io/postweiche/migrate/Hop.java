package io.postweiche.migrate;

import io.postweiche.config.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A relay as Postfix would use it; equal ones become one account.
 *
 * @param tls as in {@code relays.NAME.tls}
 * @param trust a CA of one's own, PEM; null for the system's
 * @param certificate our own, with {@code key}; null without
 */
record Hop(
    NextHop to,
    @Nullable String username,
    @Nullable Secret password,
    String tls,
    @Nullable Path trust,
    @Nullable Path certificate,
    @Nullable Path key,
    String localAddress,
    String heloName,
    Pace pace) {

  /**
   * How fast.
   *
   * @param connections at once, 0 when nothing says
   * @param recipients in one transaction, 0 when nothing says
   * @param perMinute mails, 0 for no limit
   */
  record Pace(int connections, int recipients, int perMinute) {}
}
