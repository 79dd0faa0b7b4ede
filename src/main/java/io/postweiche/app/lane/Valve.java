package io.postweiche.app.lane;

import io.postweiche.core.routing.RelayId;
import java.time.Instant;

/** Stops and starts what takes mail out of a relay's queue; neither waits for mail under way. */
public interface Valve {
  void close(RelayId relay);

  void open(RelayId relay);

  /**
   * Lets waiting mail that another relay may carry move on, until {@link #endTakeOver}.
   *
   * @param before only what was not looked at since
   */
  void takeOver(RelayId relay, Instant before) throws Exception;

  void endTakeOver(RelayId relay) throws Exception;
}
