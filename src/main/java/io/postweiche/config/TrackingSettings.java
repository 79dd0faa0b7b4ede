package io.postweiche.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where events are kept for searching.
 *
 * @param on false where nothing is kept
 * @param url JDBC; null for H2 in the data folder
 */
public record TrackingSettings(boolean on, @Nullable String url, Duration keep) {
  /** Without the parameters of the address: a password may stand among them. */
  @Override
  public String toString() {
    String shown = !on ? "off" : url == null ? "h2" : url.replaceFirst("[?;].*", "");
    return "TrackingSettings[url=" + shown + ", keep=" + keep + "]";
  }
}
