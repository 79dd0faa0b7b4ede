package io.postweiche.web;

import java.io.Closeable;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Replays and discards that go on without anybody waiting for them. */
public final class Jobs implements Closeable {
  private static final int RUNNING = 4;
  private static final int KEPT = 100;
  private static final long PATIENCE_MS = 5_000;

  private final DeadRun run;
  private final InstantSource clock;
  private final Map<String, RunningJob> jobs = new LinkedHashMap<>();

  Jobs(DeadRun run, InstantSource clock) {
    this.run = run;
    this.clock = clock;
  }

  /**
   * Begins it.
   *
   * @throws RuntimeException that is answered 429 when enough of them run, 503 without a broker
   */
  public Job start(Caller caller, DeadWork work) {
    long total = run.total(work);
    RunningJob job =
        enter(new RunningJob(UUID.randomUUID().toString(), caller, work, total, clock));
    Thread thread = new Thread(() -> job.run(run), "job-" + work.kind());
    thread.setDaemon(true);
    thread.start();
    return job.view();
  }

  private synchronized RunningJob enter(RunningJob job) {
    if (jobs.values().stream().filter(RunningJob::runs).count() >= RUNNING) {
      throw new ProblemException(
          429,
          RUNNING + " jobs run already; wait for one or cancel it",
          Map.of("Retry-After", "10"));
    }
    jobs.values().removeIf(old -> jobs.size() >= KEPT && !old.runs());
    jobs.put(job.id(), job);
    return job;
  }

  public synchronized Optional<Job> get(String id) {
    return Optional.ofNullable(jobs.get(id)).map(RunningJob::view);
  }

  /** Newest first. */
  public synchronized List<Job> list() {
    return jobs.values().stream()
        .map(RunningJob::view)
        .sorted(Comparator.comparing(Job::startedAt).reversed())
        .toList();
  }

  /** Ends a job before its next mail; nothing happens to one that has ended. */
  public synchronized Optional<Job> cancel(String id) {
    Optional<RunningJob> job = Optional.ofNullable(jobs.get(id));
    job.ifPresent(RunningJob::cancel);
    return job.map(RunningJob::view);
  }

  /** Cancels all and lets each end its mail. */
  @Override
  public void close() {
    List<RunningJob> running;
    synchronized (this) {
      running = jobs.values().stream().filter(RunningJob::runs).toList();
    }
    running.forEach(RunningJob::cancel);
    long until = System.nanoTime() + PATIENCE_MS * 1_000_000;
    running.forEach(job -> job.awaitEnd(Math.max(0, (until - System.nanoTime()) / 1_000_000)));
  }
}
