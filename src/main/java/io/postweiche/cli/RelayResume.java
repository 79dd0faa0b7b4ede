package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.web.RelayView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "Start a relay's delivery again.")
final class RelayResume implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();

  @Parameters(paramLabel = "NAME", description = "The relay, as the configuration names it.")
  private String name = "";

  RelayResume(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RelayView relay =
        router
            .connect(terminal)
            .post("/relays/" + RestClient.encode(name) + "/resume", new TypeReference<>() {});
    terminal.out().println(relay.name() + " is active; mails in its queue: " + relay.queueDepth());
    return ExitCode.DONE;
  }
}
