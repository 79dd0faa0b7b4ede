package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision is asked about.
 *
 * @param size octets of the whole message; 0 when not known yet
 * @param pinned an operator's choice: only this relay
 * @param tried relays that have refused this very mail for good
 * @param remembered relays that lately refused this sender's domain, each with a sentence on when
 * @param recipients by them mail is known that comes back to a marked sender
 */
public record Question(
    Address sender,
    @Nullable Address headerFrom,
    long size,
    @Nullable RelayId pinned,
    Set<RelayId> tried,
    Map<RelayId, String> remembered,
    List<Address> recipients) {
  public Question {
    tried = Set.copyOf(tried);
    remembered = Map.copyOf(remembered);
    recipients = List.copyOf(recipients);
  }

  /** About a sender's mail to anyone. */
  public Question(
      Address sender,
      @Nullable Address headerFrom,
      long size,
      @Nullable RelayId pinned,
      Set<RelayId> tried,
      Map<RelayId, String> remembered) {
    this(sender, headerFrom, size, pinned, tried, remembered, List.of());
  }

  public static Question of(Address sender) {
    return new Question(sender, null, 0, null, Set.of(), Map.of());
  }
}
