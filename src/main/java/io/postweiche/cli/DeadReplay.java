package io.postweiche.cli;

import io.postweiche.web.FilterBody;
import io.postweiche.web.ReplayRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "replay",
    description = {
      "Put dead letters back on their way, oldest first.",
      "Without an ID and a filter: all of them. Interrupted, it leaves each mail in one place."
    })
final class DeadReplay implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final ListOutput output = new ListOutput();

  @Option(
      names = "--filter-sender",
      paramLabel = "ADDR",
      description = "Only letters of this envelope sender; '' or '<>' is the null sender.")
  private @Nullable String filterSender;

  @Option(names = "--via", paramLabel = "RELAY", description = "Try this relay only.")
  private @Nullable String via;

  @Option(
      names = "--sender",
      paramLabel = "ADDR",
      description = "The new envelope sender (filter by the old one with --filter-sender).")
  private @Nullable String sender;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many mails.")
  private @Nullable Integer limit;

  @Option(names = "--rate", paramLabel = "N", description = "At most so many mails a minute.")
  private @Nullable Integer rate;

  @Option(names = "--dry-run", description = "Tell what would happen and move nothing.")
  private boolean dryRun;

  DeadReplay(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FilterBody wanted = filter.body(filterSender);
    ReplayRequest.Options options = new ReplayRequest.Options(via, sender, limit, rate, dryRun);
    options.read(); // mistakes are told without a router
    return new DeadLetterRun(terminal, output, dryRun)
        .post(router.connect(terminal), "/dead/replay", new ReplayRequest(wanted, options));
  }
}
