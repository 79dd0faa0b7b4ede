package io.postweiche.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code tracing:}. */
final class TracingReader {
  private static final String PATH =
      "/v1/traces"; // opentelemetry.io, OTLP 1.x, "OTLP/HTTP Request"

  private TracingReader() {}

  /** Null without the key. */
  static @Nullable TracingSettings read(Section root) {
    Section section = root.section("tracing");
    URI endpoint = section.find("endpoint", TracingReader::endpoint);
    if (root.has("tracing") && !section.has("endpoint")) {
      section.missing("endpoint", "the collector's address, such as http://127.0.0.1:4318");
    }
    TracingSettings tracing =
        new TracingSettings(
            endpoint == null ? URI.create("http://localhost" + PATH) : endpoint,
            section.read("sample", 1.0, Scalars::ratio),
            section.read("addresses", false, Scalars::flag),
            headers(section, endpoint));
    section.refuseOthers();
    return root.has("tracing") ? tracing : null;
  }

  private static Map<String, Secret> headers(Section section, @Nullable URI endpoint) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    for (Value.Entry entry : section.entries("headers")) {
      Secret value = entry.value().as(TracingReader::header);
      if (!entry.name().matches("[A-Za-z0-9-]{1,100}")) {
        entry.value().refuse("'" + entry.name() + "' is no name of an HTTP header");
      } else if (value != null) {
        headers.put(entry.name(), value);
      }
    }
    if (!headers.isEmpty() && endpoint != null && !WebAddress.isPrivate(endpoint)) {
      section.refuse("endpoint", "no https: address, and the headers may be secrets");
    }
    return headers;
  }

  private static Secret header(String text) {
    if (!text.matches("[ -~]{1,8000}")) { // not quoted: it may be a secret
      throw new IllegalArgumentException("a value of printable ASCII wanted");
    }
    return new Secret(text);
  }

  /** Not quoted in a fault: it may hold a password. */
  private static URI endpoint(String text) {
    URI url =
        WebAddress.find(text)
            .filter(found -> found.getQuery() == null)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "an http: or https: address without user and query wanted; secrets belong"
                            + " into headers"));
    return String.valueOf(url.getPath()).matches("/?") ? url.resolve(PATH) : url;
  }
}
