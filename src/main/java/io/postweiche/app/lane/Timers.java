package io.postweiche.app.lane;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** One thread that keeps the times of all lanes, and others for what may take long. */
final class Timers implements AutoCloseable {
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(daemons("lanes"));
  private final ExecutorService aside = Executors.newCachedThreadPool(daemons("probe"));

  void at(Duration after, Runnable work) {
    try {
      long wait = Math.max(0, after.toMillis());
      var unused = clockwork.schedule(work, wait, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // the router is stopping
    }
  }

  void aside(Runnable work) {
    try {
      aside.execute(work);
    } catch (RejectedExecutionException e) {
      // the router is stopping
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
    aside.shutdown(); // what it does ends by itself; cut short it would leave a route half stopped
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
