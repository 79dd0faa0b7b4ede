package io.postweiche.app;

import io.postweiche.app.station.Witness;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Timing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of the log for each event. */
final class EventLog implements Witness {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.mail");

  @Override
  public void saw(MailEvent event, @Nullable Timing timing) {
    LOG.info("{}", new MailLine(event, timing));
  }
}
