package io.postweiche.app;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Something done again and again beside the mail's way, one after the other, until closed. */
final class Beat implements Closeable {
  private final ScheduledExecutorService timer;

  private Beat(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** The first time after one pause; {@code work} must not throw, or it was the last time. */
  static Beat of(String name, Duration pause, Runnable work) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return new Beat(timer);
  }

  /** Lets work that has begun end; what it needs is closed after it. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      boolean unused = timer.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
