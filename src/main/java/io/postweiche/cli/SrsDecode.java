package io.postweiche.cli;

import io.postweiche.app.SrsKeys;
import io.postweiche.config.Settings;
import io.postweiche.config.SrsSettings;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Srs;
import io.postweiche.core.routing.Srs.Decoded;
import io.postweiche.web.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "decode",
    description = {
      "Print the original sender behind a rewritten one.",
      "On standard error: its age and key, or why it does not verify."
    })
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
    Srs srs = keys();
    if (srs.decode(rewritten) instanceof Decoded.Original original) {
      terminal.out().println(original.address());
      terminal.err().println(about(original));
      return ExitCode.DONE;
    }
    Decoded.Refused refused = (Decoded.Refused) srs.decode(rewritten);
    throw new CommandFailure(ExitCode.FAULTS, refused.reason());
  }

  /** With --data the keys of that folder will do, and no configuration is needed. */
  private Srs keys() throws IOException {
    if (data != null) {
      return keys(new SrsSettings(List.of(), null, Srs.VALID_DAYS), data);
    }
    Settings settings = LoadedConfig.good(config.file(), terminal);
    return keys(settings.srs(), settings.data());
  }

  private static Srs keys(SrsSettings settings, Path folder) throws IOException {
    return SrsKeys.read(settings, folder)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAULTS, folder + " holds no SRS keys; the router makes them"));
  }

  /** On standard error, so that a script gets the address alone. */
  private static String about(Decoded.Original original) {
    String key =
        original.key() == 1 ? "the key in use" : "key " + original.key() + ", an older one";
    return original.ageDays() < 0
        ? "verified with " + key + "; " + original.address().domain() + " can decode it further"
        : "verified with " + key + "; made " + days(original.ageDays()) + " ago";
  }

  private static String days(int days) {
    return days == 1 ? "1 day" : days + " days";
  }
}
