package io.postweiche.smtp;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a connection. It moves with every command, so moving it is cheap: a later
 * deadline waits for the timer to fire too early, and only then sets it anew.
 */
final class Deadline {
  private final EventExecutor executor;
  private final Runnable missed;
  private @Nullable ScheduledFuture<?> timer;
  private long fires;
  private long due;
  private boolean on;

  Deadline(EventExecutor executor, Runnable missed) {
    this.executor = executor;
    this.missed = missed;
  }

  void in(Duration time) {
    due = System.nanoTime() + time.toNanos();
    on = true;
    if (timer == null || due - fires < 0) {
      cancelTimer();
      schedule();
    }
  }

  void off() {
    on = false;
  }

  /** For good. */
  void cancel() {
    on = false;
    cancelTimer();
  }

  private void schedule() {
    fires = due;
    timer = executor.schedule(this::fire, due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void fire() {
    timer = null;
    if (!on) {
      return;
    }
    if (due - System.nanoTime() > 0) {
      schedule();
    } else {
      on = false;
      missed.run();
    }
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
