package io.postweiche.app.operating;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** At most so many a minute, evenly; 0 for as fast as it goes. */
final class Pace {
  private final long gap;
  private long next = System.nanoTime();

  Pace(int perMinute) {
    gap = perMinute <= 0 ? 0 : TimeUnit.MINUTES.toNanos(1) / perMinute;
  }

  void await() {
    for (long wait = next - System.nanoTime();
        gap > 0 && wait > 0 && !Thread.currentThread().isInterrupted();
        wait = next - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    next = Math.max(next, System.nanoTime() - gap) + gap;
  }
}
