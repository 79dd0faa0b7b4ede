package io.postweiche.delivery;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which relays lately refused which sender domains, so that following mail skips them. The null
 * sender counts as a domain of its own. Held in memory: after a restart one mail finds out anew.
 */
public final class RefusalMemory {
  /** Pairs kept at most; the oldest go first. */
  public static final int MOST = 10_000;

  /**
   * A relay that refused a sender.
   *
   * @param domain of the sender; null for the null sender
   * @param sentence for a person: when, and what the relay said
   */
  public record Refusal(@Nullable Domain domain, RelayId relay, String sentence, Instant until) {}

  private record Pair(String domain, RelayId relay) {}

  private final int most;
  private final LinkedHashMap<Pair, Refusal> refusals = new LinkedHashMap<>();
  private final Map<String, Map<RelayId, Refusal>> byDomain = new HashMap<>();

  public RefusalMemory() {
    this(MOST);
  }

  RefusalMemory(int most) {
    this.most = most;
  }

  /** Remembers that the relay refused this sender's domain; the newest word counts. */
  public synchronized void remember(Address sender, RelayId relay, String sentence, Instant until) {
    Pair pair = new Pair(key(sender), relay);
    remove(pair);
    Refusal refusal = new Refusal(sender.domain(), relay, sentence, until);
    refusals.put(pair, refusal);
    byDomain.computeIfAbsent(pair.domain(), none -> new HashMap<>()).put(relay, refusal);
    if (refusals.size() > most) {
      remove(refusals.keySet().iterator().next());
    }
  }

  /** The relays that refuse this sender at that time, each with its sentence. */
  public synchronized Map<RelayId, String> refusing(Address sender, Instant now) {
    Map<RelayId, String> refusing = new HashMap<>();
    for (Refusal refusal : List.copyOf(byDomain.getOrDefault(key(sender), Map.of()).values())) {
      if (refusal.until().isAfter(now)) {
        refusing.put(refusal.relay(), refusal.sentence());
      } else {
        remove(new Pair(key(sender), refusal.relay()));
      }
    }
    return refusing;
  }

  /** Forgets what concerns a relay; after its settings changed it may well take the sender. */
  public synchronized void forget(RelayId relay) {
    refusals.keySet().stream().filter(p -> p.relay().equals(relay)).toList().forEach(this::remove);
  }

  /**
   * Forgets one refusal; false when there is none.
   *
   * @param domain of the sender; null for the null sender
   */
  public synchronized boolean forget(RelayId relay, @Nullable Domain domain) {
    Pair pair = new Pair(key(domain), relay);
    boolean known = refusals.containsKey(pair);
    remove(pair);
    return known;
  }

  public synchronized void forgetAll() {
    refusals.clear();
    byDomain.clear();
  }

  /** Everything remembered, oldest first; what has run out may still be among it. */
  public synchronized List<Refusal> list() {
    return List.copyOf(refusals.values());
  }

  private void remove(Pair pair) {
    refusals.remove(pair);
    Map<RelayId, Refusal> relays = byDomain.get(pair.domain());
    if (relays != null) {
      relays.remove(pair.relay());
      if (relays.isEmpty()) {
        byDomain.remove(pair.domain());
      }
    }
  }

  private static String key(Address sender) {
    return key(sender.domain());
  }

  private static String key(@Nullable Domain domain) {
    return domain == null ? "<>" : domain.ascii();
  }
}
