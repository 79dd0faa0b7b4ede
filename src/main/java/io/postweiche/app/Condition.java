package io.postweiche.app;

import io.postweiche.app.operating.RelaySwitch;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.Health;
import io.postweiche.web.Health.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the router itself knows of its fitness, beside what the broker tells. */
final class Condition implements Supplier<Health> {
  private final MailWay way;
  private final RelaySwitch relaySwitch;
  private final Supplier<Collection<RelayId>> relays;
  private final Supplier<List<String>> refusedFiles;
  private volatile @Nullable Doors doors;

  /**
   * Of all but the listeners, at first.
   *
   * @param refusedFiles faults of route files of the operator's
   */
  Condition(
      MailWay way,
      RelaySwitch relaySwitch,
      Supplier<Collection<RelayId>> relays,
      Supplier<List<String>> refusedFiles) {
    this.way = way;
    this.relaySwitch = relaySwitch;
    this.relays = relays;
    this.refusedFiles = refusedFiles;
  }

  /** The listeners are open: from now on each one that is not tells. */
  void opened(Doors open) {
    doors = open;
  }

  @Override
  public Health get() {
    List<Cause> causes = new ArrayList<>();
    List<String> still = way.standingStill();
    if (!still.isEmpty()) {
      causes.add(new Cause("routes", "not started: " + String.join(", ", still)));
    }
    Doors now = doors;
    if (now == null) {
      causes.add(new Cause("listeners", "the SMTP listeners are not open yet"));
    } else if (!now.shut().isEmpty()) {
      causes.add(new Cause("listeners", "not open: " + String.join(", ", now.shut())));
    }
    return new Health(causes.isEmpty(), causes, warnings());
  }

  /** Mail is taken and kept all the same, so this is no reason to send clients elsewhere. */
  private List<Cause> warnings() {
    Collection<RelayId> all = relays.get();
    boolean out =
        !all.isEmpty()
            && all.stream()
                .allMatch(r -> relaySwitch.isSuspended(r) || relaySwitch.pause(r) != null);
    List<Cause> warnings = new ArrayList<>();
    if (out) {
      warnings.add(
          new Cause("relays", "no relay can be used: all are paused or suspended; mail waits"));
    }
    refusedFiles.get().forEach(fault -> warnings.add(new Cause("route-files", fault)));
    return warnings;
  }
}
