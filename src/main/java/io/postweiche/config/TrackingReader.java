package io.postweiche.config;

import java.time.Duration;

/** Reads {@code tracking:}. */
final class TrackingReader {
  private static final Duration KEEP = Duration.ofDays(30);

  private static final String OFF = "off";

  private TrackingReader() {}

  static TrackingSettings read(Section section) {
    String url = section.find("url", TrackingReader::url);
    boolean on = !OFF.equals(url);
    TrackingSettings tracking =
        new TrackingSettings(on, on ? url : null, section.read("keep", KEEP, Durations::positive));
    section.refuseOthers();
    return tracking;
  }

  private static String url(String text) {
    if (!text.equals(OFF)
        && !text.matches("jdbc:(h2|postgresql):.+")) { // not quoted: it may hold a password
      throw new IllegalArgumentException(
          "a jdbc:h2:... or jdbc:postgresql://... address wanted, or off");
    }
    return text;
  }
}
