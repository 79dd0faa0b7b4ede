package io.postweiche.app;

import io.postweiche.app.lane.Counter;
import io.postweiche.broker.LimitStore;
import io.postweiche.config.RelayLimits;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Settings;
import io.postweiche.core.limit.Allowance;
import io.postweiche.core.limit.Count;
import io.postweiche.core.limit.Grant;
import io.postweiche.core.limit.Span;
import io.postweiche.core.limit.Usage;
import io.postweiche.core.limit.Window;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The limits of the configuration applied to the counts in the broker. */
final class AccountCounts implements Counter {
  private final Supplier<Settings> settings;
  private final LimitStore store;
  private final Clock clock;
  private final Map<RelayId, Usage> seen = new ConcurrentHashMap<>();

  AccountCounts(Supplier<Settings> settings, LimitStore store, Clock clock) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public @Nullable Grant take(RelayId relay, Count cost) throws IOException {
    RelaySettings account = settings.get().relays().get(relay);
    if (account == null) {
      return null;
    }
    Allowance allowance = account.limits().allowance(LocalDate.now(clock));
    if (!allowance.limited()) {
      return null;
    }
    Grant grant = store.change(relay, usage -> usage.take(allowance, cost, Instant.now(clock)));
    seen.put(relay, grant.usage());
    return grant;
  }

  /** How full each window is that has a limit, as last counted; empty before the first mail. */
  Map<Span, Double> used(RelayId relay) {
    RelaySettings account = settings.get().relays().get(relay);
    Usage usage = seen.get(relay);
    return account == null || usage == null
        ? Map.of()
        : usage.filled(account.limits().allowance(LocalDate.now(clock)), Instant.now(clock));
  }

  /** The limits of an account and what is left of them, as last counted. */
  List<Window> windows(RelayId relay) {
    RelaySettings account = settings.get().relays().get(relay);
    return account == null
        ? List.of()
        : Window.of(
            account.limits().allowance(LocalDate.now(clock)), seen.get(relay), Instant.now(clock));
  }

  @Override
  public Count cost(RelayId relay, int recipients) {
    RelaySettings account = settings.get().relays().get(relay);
    RelayLimits limits = account == null ? null : account.limits();
    int together = limits == null ? 1 : Math.max(1, limits.recipients());
    return new Count((recipients + together - 1) / together, recipients);
  }
}
