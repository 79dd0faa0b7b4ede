package io.postweiche.web;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; a null or an empty set asks for nothing.
 *
 * @param sender the envelope sender
 * @param domain the envelope sender's domain
 * @param relay the relay it died from, or one that was tried
 * @param recipient one of the recipients
 * @param since died then or later
 * @param ids one of these
 */
public record DeadFilter(
    @Nullable DeadReason reason,
    @Nullable Address sender,
    @Nullable Domain domain,
    @Nullable RelayId relay,
    @Nullable Address recipient,
    @Nullable Instant since,
    Set<String> ids) {
  public static final DeadFilter ALL = new DeadFilter(null, null, null, null, null, null, Set.of());

  public DeadFilter {
    ids = Set.copyOf(ids);
  }

  /** Whether every dead letter passes. */
  public boolean isEmpty() {
    return equals(ALL);
  }

  public boolean matches(DeadLetterView letter) {
    return (reason == null || reason.word().equals(letter.reason()))
        && (ids.isEmpty() || ids.contains(letter.id()))
        && (since == null || !letter.since().isBefore(since))
        && matchesSender(letter.sender())
        && matchesRelay(letter)
        && (recipient == null
            || letter.recipients().stream().anyMatch(recipient.toString()::equalsIgnoreCase));
  }

  private boolean matchesSender(@Nullable String other) {
    if (other == null) {
      return sender == null && domain == null;
    }
    return (sender == null || sender.toString().equalsIgnoreCase(other))
        && (domain == null || other.toLowerCase(Locale.ROOT).endsWith("@" + domain));
  }

  private boolean matchesRelay(DeadLetterView letter) {
    return relay == null
        || relay.value().equals(letter.relay())
        || letter.triedRelays().contains(relay.value());
  }
}
