package io.postweiche.app.operating;

import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.RelayId;
import org.jspecify.annotations.Nullable;

/** Stops and starts one relay's delivery; false when there is no such relay. */
public interface RelaySwitch {
  boolean suspend(RelayId relay) throws Exception;

  boolean resume(RelayId relay) throws Exception;

  boolean isSuspended(RelayId relay);

  /** Why the relay's mail waits as a whole; null while it flows. */
  @Nullable Pause pause(RelayId relay);
}
