package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code senders:}: who may carry this sender's mail, in order, and under which sender.
 *
 * @param headerFrom the address to put into the header {@code From}; null keeps it
 * @param line where it stands in the configuration file, from 1
 */
public record Route(
    SenderPattern pattern,
    List<RelayId> relays,
    EnvelopeFrom envelopeFrom,
    @Nullable Address headerFrom,
    int line) {
  public Route {
    relays = List.copyOf(relays);
  }
}
