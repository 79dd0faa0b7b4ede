package io.postweiche.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description = {
      "Run the router in the foreground until SIGTERM or SIGINT.",
      "Prints 'ready' with its addresses when every listener is open."
    })
final class RunCommand implements Callable<Integer> {
  private final RouterLauncher router;
  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the mail here, instead of where the configuration says.")
  private @Nullable Path data;

  @Option(names = "--sandbox", description = "Contact no relay; each is played by a local server.")
  private boolean sandbox;

  RunCommand(RouterLauncher router) {
    this.router = router;
  }

  @Override
  public Integer call() {
    return router.run(config.file(), data, sandbox);
  }
}
