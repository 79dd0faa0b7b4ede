package io.postweiche.smtp;

import io.postweiche.config.ListenLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How many connections each client has; holds no more entries than there are connections. */
final class Headcount {
  private final Map<String, Integer> open = new ConcurrentHashMap<>();
  private final @Nullable Integer set;

  Headcount(ListenLimits limits) {
    this.set = limits.connectionsPerAddress();
  }

  /** Counts one more, to be taken back by {@link #leave}; false, and not counted, when too many. */
  boolean enter(Peer peer) {
    int most = set != null ? set : peer.isLoopback() ? Integer.MAX_VALUE : ListenLimits.PER_ADDRESS;
    boolean[] entered = {true};
    open.merge(
        peer.site(),
        1,
        (count, one) -> {
          entered[0] = count < most;
          return entered[0] ? count + one : count;
        });
    return entered[0];
  }

  void leave(Peer peer) {
    open.computeIfPresent(peer.site(), (site, count) -> count == 1 ? null : count - 1);
  }
}
