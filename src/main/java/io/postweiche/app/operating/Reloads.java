package io.postweiche.app.operating;

import io.postweiche.web.AuditEntry;
import io.postweiche.web.AuditLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the last changes of the configuration file. */
public final class Reloads {
  private final Path file;
  private final AuditLog audit;
  private final Clock clock;
  private volatile Last last;

  /** As {@link io.postweiche.web.ConfigurationView} tells it. */
  record Last(
      Instant appliedAt, @Nullable Instant changedAt, List<String> faults, List<String> restart) {}

  /**
   * From the start on.
   *
   * @param file what is reloaded
   */
  public Reloads(Path file, AuditLog audit, Clock clock) {
    this.file = file;
    this.audit = audit;
    this.clock = clock;
    this.last = new Last(Instant.now(clock), null, List.of(), List.of());
  }

  /** It is in force, but for the keys that need a restart. */
  public void applied(List<String> restart) {
    last = new Last(Instant.now(clock), null, List.of(), List.copyOf(restart));
    record(restart.isEmpty() ? "applied" : "applied, but for " + String.join(", ", restart));
  }

  /** The file says something else that cannot be applied. */
  public void refused(List<String> faults) {
    last = new Last(last.appliedAt(), Instant.now(clock), List.copyOf(faults), last.restart());
    record("refused, faults: " + faults.size() + "; first: " + faults.get(0));
  }

  private void record(String what) {
    audit.record(new AuditEntry(Instant.now(clock), "router", "", "reload", file.toString(), what));
  }

  Last last() {
    return last;
  }
}
