package io.postweiche.config;

import io.postweiche.core.limit.Allowance;
import io.postweiche.core.limit.Count;

/** Reads {@code limits:} of a relay. */
final class LimitsReader {
  private static final int MOST = 1_000_000;

  private LimitsReader() {}

  static RelayLimits read(Section section, RelayLimits fallback) {
    RelayLimits limits =
        new RelayLimits(
            section.read("connections", fallback.connections(), Scalars.count(1, 1000)),
            new Allowance(
                count(section, "minute", fallback.settled().perMinute()),
                count(section, "hour", fallback.settled().perHour()),
                count(section, "day", fallback.settled().perDay())),
            null,
            section.read("message-size", fallback.messageSize(), Sizes::of),
            section.read("recipients", fallback.recipients(), Scalars.count(1, 10_000)));
    section.refuseOthers();
    return limits;
  }

  private static Count count(Section section, String span, Count fallback) {
    return new Count(
        section.read("per-" + span, fallback.messages(), Scalars.count(0, MOST)),
        section.read("recipients-per-" + span, fallback.recipients(), Scalars.count(0, MOST)));
  }
}
