package io.postweiche.app.operating;

import io.postweiche.app.station.Tables;
import io.postweiche.core.limit.Span;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.RefusalMemory;
import io.postweiche.web.ConfigurationView;
import io.postweiche.web.Explanation;
import io.postweiche.web.Rules;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The configuration, asked by operators. */
public final class RuleDesk implements Rules {
  private final Supplier<Tables> tables;
  private final RefusalMemory refusals;
  private final Function<RelayId, Map<Span, Double>> used;
  private final Reloads reloads;
  private final Clock clock;

  public RuleDesk(
      Supplier<Tables> tables,
      RefusalMemory refusals,
      Function<RelayId, Map<Span, Double>> used,
      Reloads reloads,
      Clock clock) {
    this.tables = tables;
    this.refusals = refusals;
    this.used = used;
    this.reloads = reloads;
    this.clock = clock;
  }

  @Override
  public Decision decide(
      Address sender, @Nullable Address headerFrom, List<Address> recipients, long size) {
    return decide(tables.get(), sender, headerFrom, recipients, size);
  }

  @Override
  public Explanation explain(
      Address sender, @Nullable Address headerFrom, List<Address> recipients, long size) {
    Tables now = tables.get(); // both of one configuration, though it may change meanwhile
    Decision decision = decide(now, sender, headerFrom, recipients, size);
    return Explanation.of(now.settings(), decision, sender, recipients.size());
  }

  private Decision decide(
      Tables now,
      Address sender,
      @Nullable Address headerFrom,
      List<Address> recipients,
      long size) {
    Map<RelayId, String> remembered = refusals.refusing(sender, Instant.now(clock));
    return now.decider()
        .decide(new Question(sender, headerFrom, size, null, Set.of(), remembered, recipients));
  }

  @Override
  public ConfigurationView configuration() {
    Reloads.Last last = reloads.last();
    return new ConfigurationView(
        tables.get().settings().file().toString(),
        last.appliedAt(),
        last.changedAt(),
        last.faults(),
        last.restart(),
        ShownSettings.of(tables.get().settings()));
  }

  @Override
  public Map<String, Double> used(RelayId relay) {
    Map<String, Double> words = new LinkedHashMap<>();
    new TreeMap<>(used.apply(relay)).forEach((span, share) -> words.put(span.word(), share));
    return words;
  }
}
