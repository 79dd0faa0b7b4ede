package io.postweiche.app.station;

import io.postweiche.config.Settings;
import io.postweiche.core.routing.RoutingTable;
import io.postweiche.core.routing.SenderRewriter;

/** The one way from a configuration to its table, for live routing and {@code explain} alike. */
public final class RoutingTables {
  private RoutingTables() {}

  /**
   * Senders of relays that are bound to no domain are rewritten into srs.domain, else that of the
   * bounces.
   */
  public static RoutingTable of(Settings settings, SenderRewriter srs) {
    return new RoutingTable(settings.routes(), settings.profiles(), srs, settings.srsDomain());
  }
}
