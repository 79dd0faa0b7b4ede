package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code senders:}: who may carry this sender's mail, in order, and under which sender.
 *
 * @param headerFrom the address to put into the header {@code From}; null keeps it
 * @param byHeaderFrom the relays of the line for the header {@code From} come first, those of this
 *     line behind them; sender and header are treated as this line says
 * @param line where it stands in the configuration file, from 1
 */
public record Route(
    SenderPattern pattern,
    List<RelayId> relays,
    EnvelopeFrom envelopeFrom,
    @Nullable Address headerFrom,
    boolean byHeaderFrom,
    int line) {
  public Route {
    relays = List.copyOf(relays);
  }

  /** A line that goes by the envelope sender alone. */
  public Route(
      SenderPattern pattern,
      List<RelayId> relays,
      EnvelopeFrom envelopeFrom,
      @Nullable Address headerFrom,
      int line) {
    this(pattern, relays, envelopeFrom, headerFrom, false, line);
  }
}
