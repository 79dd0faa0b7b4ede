package io.postweiche.testing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.ConfigurationView;
import io.postweiche.web.Explanation;
import io.postweiche.web.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration that says nothing, beside {@link MemoryOperations}. */
final class MemoryRules implements Rules {
  @Override
  public Decision decide(
      Address sender, @Nullable Address headerFrom, List<Address> recipients, long size) {
    return new Decision(null, List.of(), List.of());
  }

  @Override
  public Explanation explain(
      Address sender, @Nullable Address headerFrom, List<Address> recipients, long size) {
    return new Explanation(sender.toString(), null, List.of(), List.of());
  }

  @Override
  public ConfigurationView configuration() {
    return new ConfigurationView(
        "postweiche.yaml", Instant.EPOCH, null, List.of(), List.of(), List.of());
  }

  @Override
  public Map<String, Double> used(RelayId relay) {
    return Map.of();
  }
}
