package io.postweiche.config;

import java.time.Duration;

/** Reads {@code tracking:}. */
final class TrackingReader {
  private static final Duration KEEP = Duration.ofDays(30);

  private TrackingReader() {}

  static TrackingSettings read(Section section) {
    TrackingSettings tracking =
        new TrackingSettings(
            section.find("url", TrackingReader::url),
            section.read("keep", KEEP, Durations::positive));
    section.refuseOthers();
    return tracking;
  }

  private static String url(String text) {
    if (!text.matches("jdbc:(h2|postgresql):.+")) { // not quoted: it may hold a password
      throw new IllegalArgumentException("a jdbc:h2:... or jdbc:postgresql://... address wanted");
    }
    return text;
  }
}
