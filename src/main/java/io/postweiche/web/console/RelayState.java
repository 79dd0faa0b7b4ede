package io.postweiche.web.console;

import io.postweiche.core.routing.RelayId;
import io.postweiche.web.Ports;
import io.postweiche.web.RelayView;
import java.util.List;

/** A relay and how much of its limits is used. */
public record RelayState(RelayView relay, List<Used> used) {
  public RelayState {
    used = List.copyOf(used);
  }

  /**
   * Of one window.
   *
   * @param window {@code minute}, {@code hour}, {@code day}
   */
  public record Used(String window, int percent) {
    /** From where on it is worth a look. */
    public boolean near() {
      return percent >= 80;
    }
  }

  static List<RelayState> all(Ports ports) {
    return ports.operations().relays().stream()
        .map(relay -> new RelayState(relay, used(ports, relay)))
        .toList();
  }

  private static List<Used> used(Ports ports, RelayView relay) {
    return ports.rules().used(new RelayId(relay.name())).entrySet().stream()
        .map(used -> new Used(used.getKey(), (int) Math.round(100 * used.getValue())))
        .toList();
  }
}
