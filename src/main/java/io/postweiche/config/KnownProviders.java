package io.postweiche.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which of the providers that come with Postweiche a host belongs to. */
public final class KnownProviders {
  private KnownProviders() {}

  /** The provider's name; empty for a host of nobody known. */
  public static Optional<String> ofHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return Presets.all().entrySet().stream()
        .filter(p -> name.equals(p.getValue().host()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
