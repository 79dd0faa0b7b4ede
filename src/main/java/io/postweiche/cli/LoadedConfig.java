package io.postweiche.cli;

import io.postweiche.config.ConfigFile;
import io.postweiche.config.Loaded;
import io.postweiche.config.Settings;
import java.nio.file.Path;

/** The configuration for commands that need a good one. */
final class LoadedConfig {
  private LoadedConfig() {}

  /** The settings; with faults, each is told on standard error and the command ends. */
  static Settings good(Path file, Terminal terminal) {
    Loaded loaded = ConfigFile.load(file, terminal.env());
    if (loaded instanceof Loaded.Good good) {
      return good.settings();
    }
    ((Loaded.Bad) loaded).faults().forEach(terminal.err()::println);
    throw new CommandFailure(
        ExitCode.FAULTS, file + " has faults; 'postweiche check' tells them too");
  }
}
