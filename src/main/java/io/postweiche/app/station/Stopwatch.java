package io.postweiche.app.station;

import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.Timing;
import io.postweiche.delivery.OutgoingMail;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Takes the time of an attempt, from the moment its exchange began. */
public final class Stopwatch {
  private static final String TURN = "postweiche.turn";
  private static final String TIMING = "postweiche.timing";

  private Stopwatch() {}

  /** The mail goes to its relay now. */
  public static void go(Exchange exchange) {
    exchange.setProperty(TURN, exchange.getClock().elapsed());
  }

  /** The attempt has ended. */
  public static Timing stop(OutgoingMail sent, Exchange exchange) {
    Duration taken = Duration.ofMillis(exchange.getClock().elapsed());
    Long gone = exchange.getProperty(TURN, Long.class);
    Duration turn = Duration.ofMillis(gone == null ? 0 : gone);
    Duration attempt = taken.minus(turn);
    Duration connection = least(sent.connecting(), attempt); // clocks of different grain
    Timing timing = new Timing(queued(exchange), turn, connection, attempt.minus(connection));
    exchange.setProperty(TIMING, timing);
    return timing;
  }

  static @Nullable Timing timing(Exchange exchange) {
    return exchange.getProperty(TIMING, Timing.class);
  }

  private static Duration queued(Exchange exchange) {
    Mail mail = exchange.getProperty("mail", Mail.class);
    Instant taken = Instant.ofEpochMilli(exchange.getClock().getCreated());
    Duration since =
        mail == null ? Duration.ZERO : Duration.between(mail.journey().acceptedAt(), taken);
    return since.isNegative() ? Duration.ZERO : since; // a clock that was put back
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
