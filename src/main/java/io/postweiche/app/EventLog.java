package io.postweiche.app;

import io.postweiche.app.station.Witness;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HeaderFault;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Timing;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each event, as greppable as Postfix's: {@code ID: delivered, from=<…>, to=<…>, …}.
 */
final class EventLog implements Witness {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.mail");
  private static final int MOST_RECIPIENTS = 20;
  private static final Pattern ENHANCED =
      Pattern.compile("(?m)^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

  /** Whatever ends or turns round a line in some viewer. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  @Override
  public void saw(MailEvent event, @Nullable Timing timing) {
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
    if (timing != null && event.stage() != null) {
      settled(line, event, timing);
    }
    LOG.info("{}", line);
  }

  /** The fields that scripts for Postfix's log look for. */
  private static void settled(StringBuilder line, MailEvent event, Timing timing) {
    line.append(", ").append(timing.text());
    String reply = event.reply();
    Matcher code = ENHANCED.matcher(reply == null ? "" : reply);
    if (code.find()) {
      add(line, "dsn", code.group(1));
    }
    String status = status(event.type());
    if (status != null) {
      add(line, "status", status + " (" + (reply == null ? "no reply" : reply) + ")");
    }
  }

  /** One relay's refusal is not the end: another one is asked. */
  private static @Nullable String status(EventType type) {
    return switch (type) {
      case DELIVERED -> "sent";
      case DEFERRED, REFUSED, MOVED -> "deferred";
      case DEAD -> "bounced";
      case ACCEPTED, REPLAYED, DISCARDED, REPORTED, MALFORMED -> null;
    };
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
      line.append(", ").append(key).append('=').append(CONTROLS.matcher(value).replaceAll(" / "));
    }
  }
}
