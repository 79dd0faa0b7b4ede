package io.postweiche.app;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that starts beside the rest, so that a cold start uses both cores. */
final class Beside<T> {
  private final FutureTask<T> task;

  private Beside(Callable<T> work, String name) {
    task = new FutureTask<>(work);
    Thread thread = new Thread(task, "start-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  static <T> Beside<T> start(String name, Callable<T> work) {
    return new Beside<>(work, name);
  }

  /** Its result, or its own exception. */
  T result() throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
