package io.postweiche.cli;

import io.postweiche.config.ConfigFile;
import io.postweiche.config.Fault;
import io.postweiche.config.Loaded;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = {
      "Validate the configuration: each fault on one line as FILE:LINE:COLUMN: message.",
      "A line with 'warning:' is allowed but hardly meant, and does not count as a fault.",
      "Works without a running router."
    })
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final OnlineCheck.Network network;
  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--online",
      description =
          "Also log in to each relay, look up the SPF records of the senders and those of DKIM keys.")
  private boolean online;

  CheckCommand(Terminal terminal, OnlineCheck.Network network) {
    this.terminal = terminal;
    this.network = network;
  }

  private void warn(Fault warning) {
    terminal
        .out()
        .println(
            warning.file()
                + ":"
                + warning.line()
                + ":"
                + warning.column()
                + ": warning: "
                + warning.message());
  }

  @Override
  public Integer call() {
    Path file = config.file();
    Loaded loaded = ConfigFile.load(file, terminal.env());
    if (loaded instanceof Loaded.Bad bad) {
      bad.faults().forEach(terminal.out()::println);
      terminal.err().println(file + ": faults: " + bad.faults().size());
      return ExitCode.FAULTS;
    }
    Loaded.Good good = (Loaded.Good) loaded;
    good.warnings().forEach(this::warn);
    String warnings = good.warnings().isEmpty() ? "" : ", warnings: " + good.warnings().size();
    terminal.err().println(file + ": no faults" + warnings);
    return online ? new OnlineCheck(terminal, network).run(good.settings()) : ExitCode.DONE;
  }
}
