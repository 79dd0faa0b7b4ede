package io.postweiche.app;

import io.postweiche.app.log.Controls;
import io.postweiche.app.log.LogFields;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.HeaderFault;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Timing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of an event; as text as greppable as Postfix's: {@code ID: delivered, from=<…>,
 * to=<…>, …}.
 */
record MailLine(MailEvent event, @Nullable Timing timing) implements LogFields {
  private static final int MOST_RECIPIENTS = 20;
  private static final Pattern ENHANCED =
      Pattern.compile("(?m)^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

  @Override
  public String message() {
    return event.type().word();
  }

  /** Named as in the JSON of {@code mail.events} where that has them. */
  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("mailId", event.id().value());
    fields.put("sender", event.sender().toString());
    fields.put(
        "recipients",
        event.recipients().stream().limit(MOST_RECIPIENTS).map(Address::toString).toList());
    fields.put("recipientCount", event.recipients().size());
    put(fields, "relay", event.relay());
    put(fields, "queue", event.queue());
    put(fields, "stage", event.stage());
    put(fields, "verdict", event.verdict());
    put(fields, "reply", event.reply());
    if (!event.header().faults().isEmpty()) {
      fields.put("headerFaults", event.header().faults().stream().map(HeaderFault::word).toList());
    }
    put(fields, "detail", event.detail());
    put(fields, "traceId", event.traceId());
    if (event.possibleDuplicate()) {
      fields.put("possibleDuplicate", true);
    }
    if (timing != null && event.stage() != null) {
      fields.put("delay", seconds(timing.total()));
      fields.put("delays", delays(timing));
      put(fields, "dsn", enhanced());
      put(fields, "status", status());
    }
    return fields;
  }

  private static void put(Map<String, Object> fields, String key, @Nullable String value) {
    if (value != null) {
      fields.put(key, value);
    }
  }

  private static List<Double> delays(Timing timing) {
    return List.of(timing.queued(), timing.turn(), timing.connection(), timing.transmission())
        .stream()
        .map(MailLine::seconds)
        .toList();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(200);
    line.append(event.id()).append(": ").append(event.type().word());
    line.append(", from=").append(event.sender().bracketed());
    line.append(", to=").append(recipients());
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
    add(line, "trace", event.traceId());
    if (event.possibleDuplicate()) {
      line.append(", possible duplicate");
    }
    if (timing != null && event.stage() != null) {
      settled(line, timing);
    }
    return line.toString();
  }

  /** The fields that scripts for Postfix's log look for. */
  private void settled(StringBuilder line, Timing known) {
    line.append(", ").append(known.text());
    add(line, "dsn", enhanced());
    String status = status();
    if (status != null) {
      String reply = event.reply();
      add(line, "status", status + " (" + (reply == null ? "no reply" : reply) + ")");
    }
  }

  private @Nullable String enhanced() {
    String reply = event.reply();
    Matcher code = ENHANCED.matcher(reply == null ? "" : reply);
    return code.find() ? code.group(1) : null;
  }

  /** One relay's refusal is not the end: another one is asked. */
  private @Nullable String status() {
    return switch (event.type()) {
      case DELIVERED -> "sent";
      case DEFERRED, REFUSED, MOVED -> "deferred";
      case DEAD -> "bounced";
      case ACCEPTED, REPLAYED, DISCARDED, REPORTED, DUPLICATE, MALFORMED -> null;
    };
  }

  private String recipients() {
    if (event.recipients().size() == 1) {
      return event.recipients().get(0).bracketed();
    }
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
      line.append(", ").append(key).append('=').append(Controls.flat(value));
    }
  }
}
