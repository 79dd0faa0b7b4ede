package io.postweiche.cli;

import io.postweiche.web.DeadLetterView;
import io.postweiche.web.FilterBody;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List dead letters, oldest first.")
final class DeadList implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final SenderFilter sender = new SenderFilter();
  @Mixin private final ListOutput output = new ListOutput();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private int limit;

  DeadList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (limit < 0) {
      throw CommandFailure.usage("--limit: " + limit + " is negative");
    }
    FilterBody wanted = filter.body(sender.value());
    List<DeadLetterView> letters = DeadLetters.list(router.connect(terminal), wanted, limit);
    output.print(
        terminal,
        letters,
        "no dead letters",
        new Table(
            "ID", "SINCE", "REASON", "SENDER", "RECIPIENTS", "RELAY", "ATTEMPTS", "LAST REPLY"),
        l ->
            new Object[] {
              l.id(),
              Shown.time(l.since()),
              l.reason(),
              Shown.sender(l.sender()),
              Shown.recipients(l.recipients()),
              Shown.safe(l.relay()),
              l.attempts(),
              Shown.lastLine(l.lastReply())
            });
    return ExitCode.DONE;
  }
}
