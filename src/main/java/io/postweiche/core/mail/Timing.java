package io.postweiche.core.mail;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where the time of a mail went, up to the end of an attempt.
 *
 * @param queued from acceptance until it was taken up for this attempt, earlier ones included
 * @param turn until it was its turn at the relay: limits, a relay that comes back gently
 * @param connection until there was a connection, a kept one or a new one with TLS and login
 * @param transmission the SMTP transaction
 */
public record Timing(Duration queued, Duration turn, Duration connection, Duration transmission) {
  public Duration total() {
    return queued.plus(attempt()).plus(turn);
  }

  public Duration attempt() {
    return connection.plus(transmission);
  }

  /** As Postfix writes it: {@code delay=1.2, delays=1/0/0.15/0.05}. */
  public String text() {
    return "delay="
        + seconds(total())
        + ", delays="
        + List.of(queued, turn, connection, transmission).stream()
            .map(Timing::seconds)
            .collect(Collectors.joining("/"));
  }

  private static String seconds(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    String shown = String.format(Locale.ROOT, seconds < 100 ? "%.2f" : "%.0f", seconds);
    return shown.contains(".") ? shown.replaceFirst("\\.?0+$", "") : shown;
  }
}
