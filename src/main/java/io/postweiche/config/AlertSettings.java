package io.postweiche.config;

import io.postweiche.core.alert.Cause;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Language;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told at once of trouble, and of which.
 *
 * @param webhook null for none
 * @param mail the operator; null for no mail
 * @param from the wished sender of that mail; null leaves it to the relay that carries it
 * @param bundle one message in this time at most
 */
public record AlertSettings(
    @Nullable WebhookSettings webhook,
    @Nullable Address mail,
    @Nullable Address from,
    Language language,
    Duration bundle,
    Set<Cause> on) {
  public AlertSettings {
    on = Set.copyOf(on);
  }
}
