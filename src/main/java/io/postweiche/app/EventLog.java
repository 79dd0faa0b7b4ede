package io.postweiche.app;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.HeaderFault;
import io.postweiche.core.mail.MailEvent;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each event, as greppable as Postfix's: {@code ID: delivered, from=<…>, to=<…>, …}.
 */
final class EventLog implements Consumer<MailEvent> {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.mail");
  private static final int MOST_RECIPIENTS = 20;

  @Override
  public void accept(MailEvent event) {
    StringBuilder line = new StringBuilder(200);
    line.append(event.id()).append(": ").append(event.type().word());
    line.append(", from=").append(event.sender().bracketed());
    line.append(", to=").append(recipients(event));
    add(line, "relay", event.relay());
    add(line, "queue", event.queue());
    add(line, "stage", event.stage());
    add(line, "verdict", event.verdict());
    add(line, "reply", event.reply());
    if (!event.header().faults().isEmpty()) {
      add(
          line,
          "header-faults",
          event.header().faults().stream().map(HeaderFault::word).collect(Collectors.joining("+")));
    }
    add(line, "detail", event.detail());
    if (event.possibleDuplicate()) {
      line.append(", possible duplicate");
    }
    LOG.info("{}", line);
  }

  private static String recipients(MailEvent event) {
    String shown =
        event.recipients().stream()
            .limit(MOST_RECIPIENTS)
            .map(Address::bracketed)
            .collect(Collectors.joining(","));
    int more = event.recipients().size() - MOST_RECIPIENTS;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** Text from outside stays one line: a reply cannot forge a log entry. */
  private static void add(StringBuilder line, String key, @Nullable String value) {
    if (value != null) {
      line.append(", ").append(key).append('=').append(value.replaceAll("\\p{Cntrl}+", " / "));
    }
  }
}
