package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.web.RelayView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "suspend", description = "Stop a relay's delivery; its mail stays queued.")
final class RelaySuspend implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();

  @Parameters(paramLabel = "NAME", description = "The relay, as the configuration names it.")
  private String name = "";

  RelaySuspend(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RelayView relay =
        router
            .connect(terminal)
            .post("/relays/" + RestClient.encode(name) + "/suspend", new TypeReference<>() {});
    terminal
        .out()
        .println(relay.name() + " is suspended; mails that stay queued: " + relay.queueDepth());
    return ExitCode.DONE;
  }
}
