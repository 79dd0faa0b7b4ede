package io.postweiche.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration is meant. */
final class ConfigOption {
  private static final Path HERE = Path.of("config", "postweiche.yaml");
  private static final Path INSTALLED = Path.of("/etc/postweiche/postweiche.yaml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "The configuration file.",
        "Default: config/postweiche.yaml in this folder, else /etc/postweiche/postweiche.yaml."
      })
  private @Nullable Path file;

  /** The file; empty when none was named and none stands where it usually does. */
  Optional<Path> fileIfAny() {
    boolean usual = Files.isRegularFile(HERE) || Files.isRegularFile(INSTALLED);
    return file == null && !usual ? Optional.empty() : Optional.of(file());
  }

  /** Whether a person named it. */
  boolean named() {
    return file != null;
  }

  /** The file, which exists. */
  Path file() {
    Path chosen = file;
    if (chosen == null) {
      chosen = !Files.exists(HERE) && Files.exists(INSTALLED) ? INSTALLED : HERE;
    }
    if (!Files.isRegularFile(chosen)) {
      throw CommandFailure.usage(
          "there is no configuration file '" + chosen + "'; name one with --config");
    }
    return chosen;
  }
}
