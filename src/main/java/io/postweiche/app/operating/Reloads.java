package io.postweiche.app.operating;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the last changes of the configuration file. */
public final class Reloads {
  private final Clock clock;
  private volatile Last last;

  /** As {@link io.postweiche.web.ConfigurationView} tells it. */
  record Last(
      Instant appliedAt, @Nullable Instant changedAt, List<String> faults, List<String> restart) {}

  public Reloads(Clock clock) {
    this.clock = clock;
    this.last = new Last(Instant.now(clock), null, List.of(), List.of());
  }

  /** It is in force, but for the keys that need a restart. */
  public void applied(List<String> restart) {
    last = new Last(Instant.now(clock), null, List.of(), List.copyOf(restart));
  }

  /** The file says something else that cannot be applied. */
  public void refused(List<String> faults) {
    last = new Last(last.appliedAt(), Instant.now(clock), List.copyOf(faults), last.restart());
  }

  Last last() {
    return last;
  }
}
