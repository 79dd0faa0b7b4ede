package io.postweiche.core.mail;

import java.time.Duration;

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
        + String.join(
            "/", seconds(queued), seconds(turn), seconds(connection), seconds(transmission));
  }

  /** Two decimals below a hundred seconds, none above; written by hand, as for each mail. */
  private static String seconds(Duration time) {
    long millis = time.toMillis();
    if (millis < 0) {
      return "-" + seconds(time.negated()); // a clock was put back
    }
    if (millis >= 100_000) {
      return Long.toString((millis + 500) / 1000);
    }
    long hundredths = (millis + 5) / 10;
    long rest = hundredths % 100;
    String whole = Long.toString(hundredths / 100);
    if (rest == 0) {
      return whole;
    }
    return whole + (rest < 10 ? ".0" : ".") + (rest % 10 == 0 ? rest / 10 : rest);
  }
}
