package io.postweiche.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts dead letters by reason and sender domain. */
public final class DeadGroups {
  private final Map<Key, DeadGroup> groups = new HashMap<>();

  private record Key(String reason, @Nullable String domain) {}

  /** Counts one. */
  public void add(String reason, @Nullable String sender, Instant since) {
    Key key = new Key(reason, domain(sender));
    groups.merge(key, new DeadGroup(reason, key.domain(), 1, since, since), DeadGroups::together);
  }

  /** The largest first. */
  public List<DeadGroup> all() {
    List<DeadGroup> all = new ArrayList<>(groups.values());
    all.sort(
        Comparator.comparingLong(DeadGroup::count)
            .reversed()
            .thenComparing(DeadGroup::reason)
            .thenComparing(group -> String.valueOf(group.senderDomain())));
    return all;
  }

  private static DeadGroup together(DeadGroup a, DeadGroup b) {
    return new DeadGroup(
        a.reason(),
        a.senderDomain(),
        a.count() + b.count(),
        a.oldest().isBefore(b.oldest()) ? a.oldest() : b.oldest(),
        a.newest().isAfter(b.newest()) ? a.newest() : b.newest());
  }

  private static @Nullable String domain(@Nullable String sender) {
    return sender == null
        ? null
        : sender.substring(sender.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }
}
