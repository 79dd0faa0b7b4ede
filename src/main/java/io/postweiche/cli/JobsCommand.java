package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.web.Job;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "jobs",
    description = {
      "Replays and discards that the router does by itself, begun in the console or over REST.",
      "Those under way, and the last hundred that ended, newest first."
    })
final class JobsCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final ListOutput output = new ListOutput();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      completionCandidates = States.class,
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private @Nullable String state;

  /** What a job can be. */
  static final class States implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Job.State.values()).map(Job.State::word).iterator();
    }
  }

  JobsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String path = "/jobs" + (state == null ? "" : "?state=" + RestClient.encode(state));
    List<Job> jobs = router.connect(terminal).get(path, new TypeReference<>() {});
    output.print(
        terminal,
        jobs,
        "no jobs",
        new Table("ID", "KIND", "STATE", "DONE", "FAILED", "STARTED", "ENDED", "BY", "WHICH"),
        JobsCommand::row);
    return ExitCode.DONE;
  }

  private static Object[] row(Job job) {
    String error = job.error() == null ? "" : ": " + Shown.safe(job.error());
    return new Object[] {
      job.id(),
      job.kind() + (job.dryRun() ? " (dry run)" : ""),
      job.state().word() + error,
      job.done() + job.gone() + " of " + job.total(),
      job.failed(),
      Shown.time(job.startedAt()),
      job.endedAt() == null ? "-" : Shown.time(job.endedAt()),
      Shown.safe(job.by()),
      Shown.safe(job.target())
    };
  }
}
