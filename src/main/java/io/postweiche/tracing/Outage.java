package io.postweiche.tracing;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once that the collector is away, and once that it is back. For one thread. */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.tracing");

  private final String endpoint;
  private boolean away;

  Outage(String endpoint) {
    this.endpoint = endpoint;
  }

  void goesOn(@Nullable Throwable why) {
    if (!away) {
      away = true;
      LOG.warn(
          "the collector {} takes no traces ({}): they are dropped until it does; mail goes on",
          endpoint,
          why == null ? "no answer in time" : sentence(why));
    }
  }

  void over(long dropped) {
    if (away) {
      away = false;
      LOG.info(
          "the collector {} takes traces again; {} spans were dropped so far", endpoint, dropped);
    }
  }

  private static String sentence(Throwable why) {
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) { // the JDK's client says no more
        return "no connection";
      }
      if (cause instanceof HttpExportException http && http.getResponse() != null) {
        return "HTTP status " + http.getResponse().getStatusCode();
      }
    }
    return why.toString();
  }
}
