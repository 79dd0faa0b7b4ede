package io.postweiche.config;

/** Reads {@code limits:} of a relay. */
final class LimitsReader {
  private static final int MOST = 1_000_000;

  private LimitsReader() {}

  static RelayLimits read(Section section, RelayLimits fallback) {
    RelayLimits limits =
        new RelayLimits(
            section.read("connections", fallback.connections(), Scalars.count(1, 1000)),
            section.read("per-minute", fallback.perMinute(), Scalars.count(0, MOST)),
            section.read("per-hour", fallback.perHour(), Scalars.count(0, MOST)),
            section.read("message-size", fallback.messageSize(), Sizes::of),
            section.read("recipients", fallback.recipients(), Scalars.count(1, 10_000)));
    section.refuseOthers();
    return limits;
  }
}
