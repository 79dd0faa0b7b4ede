package io.postweiche.cli;

import io.postweiche.web.DiscardRequest;
import io.postweiche.web.FilterBody;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "discard", description = "Delete dead letters for good.")
final class DeadDiscard implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final SenderFilter sender = new SenderFilter();
  @Mixin private final ListOutput output = new ListOutput();

  @Option(names = "--all", description = "Every dead letter; needed when there is no filter.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many mails.")
  private @Nullable Integer limit;

  @Option(names = "--dry-run", description = "Tell what would happen and delete nothing.")
  private boolean dryRun;

  DeadDiscard(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FilterBody wanted = filter.body(sender.value());
    if (wanted.equals(FilterBody.NONE) != all) {
      throw CommandFailure.usage(
          all
              ? "--all and a filter contradict each other"
              : "without an ID or a filter this would delete every dead letter; --all if meant");
    }
    DiscardRequest.Options options = new DiscardRequest.Options(limit, dryRun);
    options.read(); // mistakes are told without a router
    return new DeadLetterRun(terminal, output, dryRun)
        .post(router.connect(terminal), "/dead/discard", new DiscardRequest(wanted, options, all));
  }
}
