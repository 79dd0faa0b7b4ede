package io.postweiche.smtp;

import java.time.Duration;

/** How long one connection may take for what comes next. */
final class Pace {
  private final Limits limits;
  private long messageBegan;
  private long mailCame = System.nanoTime();

  Pace(Limits limits) {
    this.limits = limits;
  }

  void messageBegins() {
    messageBegan = System.nanoTime();
  }

  void mailStored() {
    mailCame = System.nanoTime();
  }

  /** Until a whole line is there; and nobody stays who brings no mail. */
  Duration forCommand() {
    return earlier(limits.withoutMail().minus(since(mailCame)), limits.command());
  }

  /**
   * Until the next piece of a message; and a client that trickles has no more than its size
   * deserves.
   *
   * @param octets of it so far
   */
  Duration forPiece(long octets) {
    Duration whole = limits.message().plusSeconds(octets / limits.slowestRate());
    return earlier(whole.minus(since(messageBegan)), limits.dataBlock());
  }

  private static Duration since(long then) {
    return Duration.ofNanos(System.nanoTime() - then);
  }

  private static Duration earlier(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
