package io.postweiche.delivery;

import java.time.Duration;

/**
 * How long to wait for a relay and how long to keep a connection to it.
 *
 * @param connect for one address to answer
 * @param command from sending a command to the end of its reply, and for a TLS handshake
 * @param block for the relay to take the next 64 KB of a message
 * @param finalReply from the final dot to its reply; shorter than 10 minutes breeds duplicates (RFC
 *     5321 section 4.5.3.2.6)
 * @param idle after which an unused connection is closed
 * @param maxAge of a connection
 * @param maxTransactions over one connection
 * @param turn for a connection to come free when all are in use
 */
public record Tuning(
    Duration connect,
    Duration command,
    Duration block,
    Duration finalReply,
    Duration idle,
    Duration maxAge,
    int maxTransactions,
    Duration turn) {
  public static final Tuning DEFAULT =
      new Tuning(
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          100,
          // longer than the slowest dialogue: to wait for a connection is no failure of the relay
          Duration.ofMinutes(30));

  /** The same with another patience for each step of a dialogue. */
  public Tuning withPatience(Duration each) {
    return new Tuning(each, each, each, each, idle, maxAge, maxTransactions, turn);
  }

  /** The same with another way of keeping connections. */
  public Tuning keeping(Duration otherIdle, Duration otherMaxAge, int otherMaxTransactions) {
    return new Tuning(
        connect, command, block, finalReply, otherIdle, otherMaxAge, otherMaxTransactions, turn);
  }
}
