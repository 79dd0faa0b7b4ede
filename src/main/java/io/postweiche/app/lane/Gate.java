package io.postweiche.app.lane;

import java.time.Duration;

/**
 * How many mails may be under way at once after an outage: one, then twice as many with each that
 * ends well. Waiting costs nothing but a thread and an open transaction, hence only for a while.
 */
final class Gate {
  /** More than any relay has connections. */
  private static final int WIDE = 2048;

  private int allowed = WIDE;
  private int inside;
  private boolean shut;

  /** False when the gate is shut or nobody left in time. */
  synchronized boolean enter(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!shut && inside >= allowed) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    if (!shut) {
      inside++;
    }
    return !shut;
  }

  /** Stays inside for that long; false when the gate was shut meanwhile. */
  synchronized boolean rest(Duration span) throws InterruptedException {
    long end = System.nanoTime() + span.toNanos();
    while (!shut) {
      long left = (end - System.nanoTime() + 999_999) / 1_000_000;
      if (left <= 0) {
        return true;
      }
      wait(left);
    }
    return false;
  }

  synchronized void leave() {
    inside--;
    notifyAll();
  }

  synchronized void shut() {
    shut = true;
    notifyAll();
  }

  /** One at a time at first. */
  synchronized void openNarrow() {
    shut = false;
    allowed = 1;
    notifyAll();
  }

  /** As wide as it was when it was shut. */
  synchronized void open() {
    shut = false;
    notifyAll();
  }

  synchronized void widen() {
    allowed = Math.min(WIDE, allowed * 2);
    notifyAll();
  }
}
