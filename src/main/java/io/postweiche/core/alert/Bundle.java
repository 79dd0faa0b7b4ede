package io.postweiche.core.alert;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of a while as one message.
 *
 * @param from when the first of them happened
 * @param until when the last of them happened
 * @param counts of all alerts by cause, those not listed included
 * @param lines alerts of one kind together, in the order of their first; not more than {@link
 *     Bundler#MOST_LINES}
 * @param notListed alerts of kinds beyond those
 * @param doubtful relays that are in question themselves: the message should not go through them
 */
public record Bundle(
    Instant from,
    Instant until,
    Map<Cause, Long> counts,
    List<Line> lines,
    long notListed,
    Set<RelayId> doubtful) {
  public Bundle {
    counts = Map.copyOf(counts);
    lines = List.copyOf(lines);
    doubtful = Set.copyOf(doubtful);
  }

  /** The same, to be kept from another relay too. */
  public Bundle doubting(RelayId relay) {
    Set<RelayId> more = new TreeSet<>(doubtful);
    more.add(relay);
    return new Bundle(from, until, counts, lines, notListed, more);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * What a line's alerts have in common.
   *
   * @param senderDomain null for the null sender, and where no mail is concerned
   */
  public record Kind(
      Cause cause,
      @Nullable RelayId relay,
      @Nullable String senderDomain,
      @Nullable DeadReason reason) {
    static Kind of(Alert alert) {
      return new Kind(alert.cause(), alert.relay(), alert.senderDomain(), alert.reason());
    }
  }

  /** So many alerts of one kind, with a few of them. */
  public record Line(Kind kind, long count, Instant first, Instant last, List<Example> examples) {
    public Line {
      examples = List.copyOf(examples);
    }
  }

  /**
   * One of them.
   *
   * @param mail null where no mail is concerned
   * @param detail what the relay said, or a sentence
   */
  public record Example(@Nullable MailId mail, String detail) {}
}
