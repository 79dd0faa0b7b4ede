package io.postweiche.smtp;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work away from an event loop, whose result comes back to it. */
@SuppressWarnings("FutureReturnValueIgnored") // a task that fails tells so itself
final class Aside {
  private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

  private final EventLoop loop;
  private final Peer peer;

  Aside(EventLoop loop, Peer peer) {
    this.loop = loop;
    this.peer = peer;
  }

  /**
   * Has a worker find something out.
   *
   * @param otherwise the result when no worker is free or the work failed
   * @param then takes the result, on the event loop
   */
  <T> void run(Executor workers, Supplier<T> work, Supplier<T> otherwise, Consumer<T> then) {
    try {
      workers.execute(
          () -> {
            T result = attempt(work, otherwise);
            back(() -> then.accept(result));
          });
    } catch (RejectedExecutionException e) {
      LOG.warn("{}: no worker free", peer);
      back(() -> then.accept(otherwise.get()));
    }
  }

  /** Waits without a thread. */
  void pause(Duration time, Runnable then) {
    loop.schedule(then, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private <T> T attempt(Supplier<T> work, Supplier<T> otherwise) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      LOG.error("{}: work failed", peer, e);
      return otherwise.get();
    }
  }

  private void back(Runnable then) {
    try {
      loop.execute(then);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the server closed before the answer was there", peer);
    }
  }
}
