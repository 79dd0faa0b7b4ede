package io.postweiche.smtp;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.Closeable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what must not hold up an event loop: the broker's disk, and password hashes. */
final class Workers implements Closeable {
  /** A hash takes 19 MiB and a core for its time, so few at once. */
  private static final int HASHES_AT_ONCE =
      Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));

  /** Before 24 a virtual thread that waits inside {@code synchronized} holds its carrier. */
  private static final int VIRTUAL_FROM = 24;

  private final ExecutorService storing;
  private final ExecutorService hashing;

  Workers(int connections) {
    storing =
        Runtime.version().feature() >= VIRTUAL_FROM ? virtual(connections) : pool(connections);
    hashing =
        new ThreadPoolExecutor(
            HASHES_AT_ONCE,
            HASHES_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(connections),
            new DefaultThreadFactory("smtp-login", true));
    ((ThreadPoolExecutor) hashing).allowCoreThreadTimeOut(true);
  }

  /** For {@code Intake}: each task waits, many wait at once. */
  ExecutorService storing() {
    return storing;
  }

  ExecutorService hashing() {
    return hashing;
  }

  /** Takes no more; what is under way goes on. */
  @Override
  public void close() {
    storing.shutdown();
    hashing.shutdown();
  }

  /**
   * Twice the connections: a connection has one task at a time, but its thread may not be back when
   * the next one comes.
   */
  private static ExecutorService pool(int connections) {
    return new ThreadPoolExecutor(
        0,
        2 * connections,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new DefaultThreadFactory("smtp-store", true));
  }

  /** By reflection, since the code is compiled for 17. */
  private static ExecutorService virtual(int connections) {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return pool(connections);
    }
  }
}
