package io.postweiche.delivery;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Every socket to a relay, to be closed at once when the router has to stop: a relay that is silent
 * would otherwise hold it up for as long as it may take over a reply, ten minutes at the end of a
 * message.
 */
final class Cutoff {
  // weak: a socket that nobody uses any more needs no cutting
  private final Set<RelaySocket> open = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean cut;

  synchronized void opened(RelaySocket socket) {
    open.add(socket);
    if (cut) {
      socket.drop();
    }
  }

  /** Closes them, and every one opened from now on. */
  void cut() {
    all().forEach(RelaySocket::drop);
  }

  private synchronized List<RelaySocket> all() {
    cut = true;
    return List.copyOf(open);
  }
}
