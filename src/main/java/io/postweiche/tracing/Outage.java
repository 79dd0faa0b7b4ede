package io.postweiche.tracing;

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

  /** Without the URL's headers or anything that was sent: class and message of the cause. */
  private static String sentence(Throwable why) {
    Throwable root = why;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
