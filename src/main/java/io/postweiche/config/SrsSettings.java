package io.postweiche.config;

import io.postweiche.core.mail.Domain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How foreign senders are rewritten ({@code srs:}).
 *
 * @param secrets the first signs, all verify; none: those of the data folder
 * @param domain for relays that are bound to none; null: that of {@code bounces.from}
 * @param maxAgeDays how long a rewritten address is good for
 */
public record SrsSettings(List<Secret> secrets, @Nullable Domain domain, int maxAgeDays) {
  public SrsSettings {
    secrets = List.copyOf(secrets);
  }
}
