package io.postweiche.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads configurations for tests. */
final class Configs {
  static final Path FOLDER = Path.of("src/test/resources/config");

  private Configs() {}

  static Loaded.Good good(Path file) {
    Loaded loaded = ConfigFile.load(file, TestEnv::get);
    if (loaded instanceof Loaded.Good good) {
      return good;
    }
    throw new AssertionError("refused: " + ((Loaded.Bad) loaded).faults());
  }

  static List<String> faults(Path file) {
    Loaded loaded = ConfigFile.load(file, TestEnv::get);
    return loaded instanceof Loaded.Bad bad
        ? bad.faults().stream().map(Fault::message).toList()
        : List.of();
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
