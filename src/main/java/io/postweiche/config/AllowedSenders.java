package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.SenderPattern;
import java.util.List;

/**
 * The envelope senders that somebody may use.
 *
 * @param patterns empty for any sender, the null sender among them; a list holds the null sender
 *     only where it names {@code <>}
 */
public record AllowedSenders(List<SenderPattern> patterns) {
  public static final AllowedSenders ANY = new AllowedSenders(List.of());

  public AllowedSenders {
    patterns = List.copyOf(patterns);
  }

  public boolean allows(Address sender) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(sender));
  }
}
