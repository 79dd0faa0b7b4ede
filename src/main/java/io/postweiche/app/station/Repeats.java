package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.broker.SeenKeys;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.repeat.PostKey;
import io.postweiche.core.repeat.Remembered;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Posts with an {@code idempotencyKey}: the first is remembered in the transaction that takes it, a
 * repeat within a week is told of and not sent. Under a key that was another mail's nothing is
 * silently dropped: that is refused.
 */
public final class Repeats {
  private final SeenKeys seen;
  private final Journal journal;
  private final Clock clock;

  public Repeats(SeenKeys seen, Journal journal, Clock clock) {
    this.seen = seen;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Asks whether this was posted before, and remembers it where not.
   *
   * @return what to store instead of the mail; null when it is to be sent
   * @throws RefusedException when the key was used for another mail
   */
  @Nullable List<Outgoing> of(Mail mail, String key, @Nullable String user, Exchange exchange)
      throws IOException {
    PostKey name = PostKey.of(user, key, mail);
    Instant now = Instant.now(clock);
    Optional<Remembered> known = seen.remember(new Remembered(name, now, mail.id()));
    if (known.isEmpty()) {
      return null;
    }
    Remembered first = known.get();
    if (first.key().mail() != name.mail()) {
      throw new RefusedException(
          "property idempotencyKey: '%s' was that of another mail (%s, other sender, recipients or subject)"
              .formatted(key, first.mail()));
    }
    return journal.duplicate(mail, key, first, exchange);
  }
}
