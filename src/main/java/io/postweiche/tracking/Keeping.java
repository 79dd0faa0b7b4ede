package io.postweiche.tracking;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets old mails between two batches, one small bite a turn, so that events never wait long. */
final class Keeping {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.tracking");
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Pruning pruning;
  private final Duration keep;
  private final Clock clock;
  private Instant next = Instant.MIN;

  Keeping(Pruning pruning, Duration keep, Clock clock) {
    this.pruning = pruning;
    this.keep = keep;
    this.clock = clock;
  }

  void turn() {
    Instant now = Instant.now(clock);
    if (now.isBefore(next)) {
      return;
    }
    try {
      if (!pruning.some(now.minus(keep))) {
        next = now.plus(PAUSE);
      }
    } catch (SQLException e) {
      LOG.debug("nothing was forgotten: {}", Plight.words(e)); // the next batch tells the fault
      next = now.plus(PAUSE);
    }
  }
}
