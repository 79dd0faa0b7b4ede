package io.postweiche.config;

import io.postweiche.core.limit.Growth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a provider; every value can be overridden in the relay.
 *
 * @param about one line for the docs
 * @param host may hold {@code {region}}; null when the relay must name it
 * @param allowance the messages an hour of young accounts, by age; limits has the settled ones'
 * @param username the login that this provider gives everybody; null when each has one's own
 * @param login whether it relays only for those who log in
 */
record Preset(
    String about,
    @Nullable String host,
    int port,
    TlsMode tls,
    Senders senders,
    boolean nullSender,
    RelayLimits limits,
    List<Growth.Step> allowance,
    @Nullable String username,
    boolean login) {
  /** Which senders a provider takes. */
  enum Senders {
    ANY,
    /** Those of the user name's domain. */
    DOMAIN,
    /** The user name alone. */
    USERNAME
  }

  /**
   * A relay without a provider: what is cautious. Null senders are refused until the operator says
   * otherwise, so that a table that needs them is told at the start and not by lost bounces.
   */
  static final Preset NONE =
      new Preset(
          "",
          null,
          587,
          TlsMode.STARTTLS,
          Senders.ANY,
          false,
          new RelayLimits(4, 0, 0, 50_000_000, 100),
          List.of(),
          null,
          false);
}
