package io.postweiche.core.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A limit of an account, and what of it is used.
 *
 * @param limit 0 for what is not limited
 * @param used null when it is not known
 */
public record Window(Span span, Count limit, @Nullable Count used) {
  /** The windows that have a limit, the shortest first. */
  public static List<Window> of(Allowance allowance, @Nullable Usage usage, Instant now) {
    Map<Span, Count> sums = usage == null ? Map.of() : usage.sums(now);
    List<Window> windows = new ArrayList<>();
    for (Span span : Span.values()) {
      Count limit = allowance.of(span);
      if (!limit.equals(Count.NONE)) {
        windows.add(new Window(span, limit, sums.get(span)));
      }
    }
    return windows;
  }

  /** Messages that may still go in this window; null when not limited or not known. */
  public @Nullable Integer messagesLeft() {
    return used == null ? null : left(limit.messages(), used.messages());
  }

  /** Recipients that may still be written to; null when not limited or not known. */
  public @Nullable Integer recipientsLeft() {
    return used == null ? null : left(limit.recipients(), used.recipients());
  }

  /** A mail larger than a whole limit may have gone over it. */
  private static @Nullable Integer left(int limit, int used) {
    return limit == 0 ? null : Integer.valueOf(Math.max(0, limit - used));
  }
}
