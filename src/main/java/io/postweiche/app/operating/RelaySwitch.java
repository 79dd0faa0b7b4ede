package io.postweiche.app.operating;

import io.postweiche.core.routing.RelayId;

/** Stops and starts one relay's delivery; false when there is no such relay. */
public interface RelaySwitch {
  boolean suspend(RelayId relay) throws Exception;

  boolean resume(RelayId relay) throws Exception;

  boolean isSuspended(RelayId relay);
}
