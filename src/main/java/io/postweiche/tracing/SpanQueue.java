package io.postweiche.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spans that have ended, until a thread of its own has sent them. Whoever ends a span never waits:
 * where there is no room, the span is dropped and counted. The SDK's own batches count theirs where
 * only its metrics see it, and touch {@code sun.misc.Unsafe}, of which Java 24 warns.
 */
final class SpanQueue implements SpanProcessor {
  private static final int ROOM = 10_000;
  private static final int BATCH = 512;
  private static final long GATHER_MILLIS = 500;
  private static final long PATIENCE_SECONDS = 30;
  private static final long FAREWELL_MILLIS = 3_000;

  private final BlockingQueue<SpanData> waiting;
  private final SpanExporter exporter;
  private final Outage outage;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread sender = new Thread(this::run, "traces");
  private volatile boolean stopping;

  SpanQueue(SpanExporter exporter, String endpoint) {
    this(exporter, endpoint, ROOM);
  }

  SpanQueue(SpanExporter exporter, String endpoint, int room) {
    this.exporter = exporter;
    this.waiting = new ArrayBlockingQueue<>(room);
    this.outage = new Outage(endpoint);
    sender.setDaemon(true);
    sender.start();
  }

  long sent() {
    return sent.get();
  }

  long dropped() {
    return dropped.get();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // told when it ends
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getSpanContext().isSampled() && !waiting.offer(span.toSpanData())) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  private void run() {
    List<SpanData> batch = new ArrayList<>(BATCH);
    try {
      while (!stopping || !waiting.isEmpty()) {
        gather(batch);
        if (!batch.isEmpty()) {
          send(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      dropped.addAndGet(batch.size() + (long) waiting.size()); // the farewell took too long
    }
  }

  private void gather(List<SpanData> batch) throws InterruptedException {
    SpanData first = waiting.poll(GATHER_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    batch.add(first);
    if (!stopping && waiting.size() < BATCH) {
      Thread.sleep(GATHER_MILLIS / 5);
    }
    waiting.drainTo(batch, BATCH - 1);
  }

  private void send(List<SpanData> batch) throws InterruptedException {
    CompletableResultCode result = exporter.export(List.copyOf(batch));
    result.join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (result.isSuccess()) {
      sent.addAndGet(batch.size());
      outage.over(dropped.get());
    } else {
      dropped.addAndGet(batch.size());
      if (!stopping) {
        outage.goesOn(result.getFailureThrowable());
      }
    }
    if (Thread.interrupted()) { // the join may have swallowed it
      throw new InterruptedException();
    }
  }

  /** Sends what waits, but never holds up a stop for long. */
  @Override
  public CompletableResultCode shutdown() {
    stopping = true;
    try {
      sender.join(FAREWELL_MILLIS);
      sender.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return exporter.shutdown();
  }
}
