package io.postweiche.web;

import io.postweiche.web.Job.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A job under way, and what is left of it when it has ended. */
final class RunningJob implements Progress {
  private static final int FAILURES = 20;

  private final String id;
  private final Caller caller;
  private final DeadWork work;
  private final long total;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Tally tally = new Tally();
  private final List<LetterOutcome> failures = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean cancelled;
  private State state = State.RUNNING;
  private @Nullable Instant endedAt;
  private @Nullable String error;

  RunningJob(String id, Caller caller, DeadWork work, long total, InstantSource clock) {
    this.id = id;
    this.caller = caller;
    this.work = work;
    this.total = total;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  String id() {
    return id;
  }

  Caller caller() {
    return caller;
  }

  DeadWork work() {
    return work;
  }

  /** Does the work; returns when it has ended in whatever way. */
  void run(DeadRun run) {
    try {
      run.run(caller, work, tally, this);
      finish(cancelled ? State.CANCELLED : State.DONE, null);
    } catch (UnavailableException e) {
      finish(State.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      finish(State.FAILED, Problems.log(e));
    }
  }

  @Override
  public synchronized void accept(LetterOutcome item) {
    if (item.outcome() == LetterOutcome.Outcome.FAILED && failures.size() < FAILURES) {
      failures.add(item);
    }
  }

  @Override
  public boolean wanted() {
    return !cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  boolean awaitEnd(long millis) {
    try {
      return end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  synchronized boolean runs() {
    return state == State.RUNNING;
  }

  synchronized Job view() {
    return new Job(
        id,
        work.kind(),
        state,
        work.dryRun(),
        work.which(),
        total,
        tally.done(),
        tally.gone(),
        tally.failed(),
        startedAt,
        endedAt,
        caller.name(),
        error,
        failures);
  }

  private synchronized void finish(State how, @Nullable String why) {
    state = how;
    error = why;
    endedAt = clock.instant();
    end.countDown();
  }
}
