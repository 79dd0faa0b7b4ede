package io.postweiche.core.limit;

import java.time.Duration;
import java.time.Instant;

/** The windows that are counted, each in sixty slots. */
public enum Span {
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  private static final int SLOTS = 60;

  private final long length;

  Span(Duration length) {
    this.length = length.toMillis();
  }

  /** The number of the slot that holds this moment. */
  long slot(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), length / SLOTS);
  }

  /** When nothing of the slot lies in the last window any more. */
  Instant leaves(long slot) {
    return Instant.ofEpochMilli((slot + 1) * (length / SLOTS) + length);
  }

  /** {@code minute}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
