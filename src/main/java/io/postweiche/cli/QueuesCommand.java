package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.web.QueueView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "queues",
    description = "Depth, scheduled mails, consumers, oldest age and state of every queue.")
final class QueuesCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final ListOutput output = new ListOutput();

  QueuesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<QueueView> queues = router.connect(terminal).get("/queues", new TypeReference<>() {});
    output.print(
        terminal,
        queues,
        "no queues",
        new Table("QUEUE", "DEPTH", "SCHEDULED", "CONSUMERS", "OLDEST", "STATE"),
        q ->
            new Object[] {
              q.name(),
              q.depth(),
              q.scheduled(),
              q.consumers(),
              Shown.age(q.oldestSeconds()),
              q.state()
            });
    return ExitCode.DONE;
  }
}
