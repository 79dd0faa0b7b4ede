package io.postweiche.app.operating;

import io.postweiche.web.Progress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** At most so many a minute, evenly; 0 for as fast as it goes. */
final class Pace {
  /** So long a wait goes on after nobody wants its end. */
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(200);

  private final long gap;
  private long next = System.nanoTime();

  Pace(int perMinute) {
    gap = perMinute <= 0 ? 0 : TimeUnit.MINUTES.toNanos(1) / perMinute;
  }

  /** Waits for the next mail's turn; false when it is no longer wanted. */
  boolean await(Progress progress) {
    for (long wait = next - System.nanoTime();
        gap > 0 && wait > 0 && progress.wanted() && !Thread.currentThread().isInterrupted();
        wait = next - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(wait, LOOK));
    }
    next = Math.max(next, System.nanoTime() - gap) + gap;
    return progress.wanted();
  }
}
