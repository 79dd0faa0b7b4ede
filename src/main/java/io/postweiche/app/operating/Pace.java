package io.postweiche.app.operating;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** At most so many a second; 0 for as fast as it goes. */
final class Pace {
  private final long gap;
  private long next = System.nanoTime();

  Pace(int perSecond) {
    gap = perSecond <= 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
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
