package io.postweiche.sandbox;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail that a relay of the sandbox has taken.
 *
 * @param file the message as it came over the wire
 * @param from envelope sender
 * @param recipients envelope recipients
 * @param size octets
 * @param subject decoded, for a person; null without one
 */
public record TakenMail(
    RelayId relay,
    Path file,
    Address from,
    List<Address> recipients,
    Instant at,
    long size,
    @Nullable String subject) {
  public TakenMail {
    recipients = List.copyOf(recipients);
  }
}
