package io.postweiche.app.lane;

import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.routing.RelayId;
import java.util.Optional;

/** Asks a relay whether it lets us in, without a mail; what stood in the way, or empty. */
@FunctionalInterface
public interface Probe {
  Optional<Outcome> of(RelayId relay);
}
