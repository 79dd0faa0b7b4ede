package io.postweiche.config;

import java.net.URI;
import java.util.Map;

/**
 * Where traces go.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, with its whole path
 * @param sample share of the mails that begin a trace here; 0 to 1
 * @param addresses whether senders and recipients are told to the collector
 * @param headers of each request to it, by name
 */
public record TracingSettings(
    URI endpoint, double sample, boolean addresses, Map<String, Secret> headers) {
  public TracingSettings {
    headers = Map.copyOf(headers);
  }
}
