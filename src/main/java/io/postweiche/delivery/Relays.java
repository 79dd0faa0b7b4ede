package io.postweiche.delivery;

import io.postweiche.config.RelaySettings;
import io.postweiche.core.routing.RelayId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The senders of all relays, kept in step with the configuration. */
public final class Relays implements AutoCloseable {
  private final String hostname;
  private final ReplyReader reader;
  private final Clock clock;
  private final Tuning tuning;
  private final Cutoff cutoff = new Cutoff();
  private final Map<RelayId, RelaySender> senders = new TreeMap<>();

  /**
   * Begins without relays.
   *
   * @param hostname what we call ourselves at EHLO
   */
  public Relays(String hostname, ReplyReader reader, Clock clock) {
    this(hostname, reader, clock, Tuning.DEFAULT);
  }

  public Relays(String hostname, ReplyReader reader, Clock clock, Tuning tuning) {
    this.hostname = hostname;
    this.reader = reader;
    this.clock = clock;
    this.tuning = tuning;
  }

  /**
   * Takes the relays of a configuration; senders whose settings did not change keep their
   * connections.
   *
   * @return the relays added, changed or removed
   */
  public synchronized Set<RelayId> reconfigure(Map<RelayId, RelaySettings> settings) {
    Set<RelayId> changed = new HashSet<>();
    settings.keySet().forEach(this::senderFor);
    senders.forEach(
        (id, sender) -> {
          if (sender.become(settings.get(id))) {
            changed.add(id);
          }
        });
    return changed;
  }

  /**
   * The sender of a relay, always the same object; a relay taken out of the configuration keeps
   * one, which answers every mail with "later".
   *
   * @throws IllegalArgumentException when no configuration ever named this relay
   */
  public synchronized RelaySender sender(RelayId id) {
    RelaySender sender = senders.get(id);
    if (sender == null) {
      throw new IllegalArgumentException("no relay " + id);
    }
    return sender;
  }

  /** By relay, for metrics. */
  public synchronized Map<RelayId, Figures> figures() {
    Map<RelayId, Figures> figures = new TreeMap<>();
    senders.forEach((id, sender) -> figures.put(id, sender.figures()));
    return figures;
  }

  /**
   * Ends what is still under way after that time, whatever the relays say: the router stops. Such
   * mail is an attempt that failed.
   */
  public void cutIn(Duration patience) {
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(cutoff::cut);
  }

  /** Closes every kept connection; mail under way still ends. */
  @Override
  public synchronized void close() {
    senders.values().forEach(sender -> sender.become(null));
  }

  private void senderFor(RelayId id) {
    senders.computeIfAbsent(
        id, wanted -> new RelaySender(wanted, hostname, reader, clock, tuning, cutoff));
  }
}
