package io.postweiche.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter on dead letters as a JMS selector, so that the broker does the looking. Every value is
 * quoted: what an operator types stays a value.
 *
 * @param since dead for no longer than since then
 */
public record DeadSelector(
    @Nullable String sender,
    @Nullable String domain,
    @Nullable String relay,
    @Nullable String recipient,
    @Nullable Instant since,
    List<String> ids) {
  public DeadSelector {
    ids = List.copyOf(ids);
  }

  /** The selector; null when nothing is filtered. */
  public @Nullable String text() {
    List<String> terms = new ArrayList<>();
    if (sender != null) {
      terms.add(Properties.MAIL_FROM + " = " + quoted(sender));
    }
    if (domain != null) {
      terms.add(Properties.MAIL_FROM + " LIKE " + quoted("%@" + like(domain)) + " ESCAPE '!'");
    }
    if (relay != null) {
      terms.add(
          "("
              + Properties.RELAY
              + " = "
              + quoted(relay)
              + " OR "
              + listed(Properties.TRIED_RELAYS, relay)
              + ")");
    }
    if (recipient != null) {
      terms.add(listed(Properties.RCPT_TO, recipient));
    }
    if (since != null) {
      terms.add("JMSTimestamp >= " + since.toEpochMilli());
    }
    if (!ids.isEmpty()) {
      // a post that the broker itself has parked has no id of ours
      terms.add("(" + among(Properties.MAIL_ID) + " OR " + among("JMSMessageID") + ")");
    }
    return terms.isEmpty() ? null : String.join(" AND ", terms);
  }

  private String among(String column) {
    return ids.stream()
        .map(DeadSelector::quoted)
        .collect(Collectors.joining(", ", column + " IN (", ")"));
  }

  /** One of a comma-separated column. */
  private static String listed(String column, String value) {
    String part = like(value);
    return "("
        + String.join(
            " OR ",
            column + " = " + quoted(value),
            column + " LIKE " + quoted(part + ",%") + " ESCAPE '!'",
            column + " LIKE " + quoted("%," + part) + " ESCAPE '!'",
            column + " LIKE " + quoted("%," + part + ",%") + " ESCAPE '!'")
        + ")";
  }

  private static String like(String value) {
    return value.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
