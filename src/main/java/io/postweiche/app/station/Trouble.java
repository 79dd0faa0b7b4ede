package io.postweiche.app.station;

import io.postweiche.core.RootCause;
import io.postweiche.core.mail.Mail;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a fault on the way: one line with the mail, the route and the cause; then it rolls back.
 */
public final class Trouble implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.trouble");

  /** A processor and no bean: that would read the body, which may be what cannot be read. */
  @Override
  public void process(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Mail mail = exchange.getProperty("mail", Mail.class);
    LOG.error(
        "fault in route {} at {}, mail {}: {}; rolled back, the mail stays where it was",
        exchange.getFromRouteId(),
        exchange.getProperty(Exchange.FAILURE_ROUTE_ID, "?", String.class),
        mail == null ? "unknown" : mail.id(),
        rootOf(cause));
    if (cause != null) {
      LOG.debug("the fault in full", cause);
    }
  }

  private static String rootOf(@Nullable Throwable cause) {
    if (cause == null) {
      return "unknown";
    }
    Throwable root = RootCause.of(cause);
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
