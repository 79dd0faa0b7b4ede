package io.postweiche.cli;

import io.postweiche.app.SrsKeys;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Srs;
import io.postweiche.core.routing.Srs.Decoded;
import io.postweiche.web.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "decode", description = "Print the original sender behind a rewritten one.")
final class SrsDecode implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the keys are; default: the data folder of the configuration.")
  private @Nullable Path data;

  @Parameters(paramLabel = "ADDRESS", description = "SRS0=... or SRS1=...")
  private String address = "";

  SrsDecode(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Address rewritten = Fields.required("address", address, Address::of);
    Path folder = data == null ? LoadedConfig.good(config.file(), terminal).data() : data;
    Srs srs =
        SrsKeys.read(folder)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.FAULTS, folder + " holds no SRS keys; the router makes them"));
    if (srs.decode(rewritten) instanceof Decoded.Original original) {
      terminal.out().println(original.address());
      return ExitCode.DONE;
    }
    Decoded.Refused refused = (Decoded.Refused) srs.decode(rewritten);
    throw new CommandFailure(ExitCode.FAULTS, refused.reason());
  }
}
