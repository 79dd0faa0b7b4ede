package io.postweiche.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code postweiche.yaml}. */
public final class ConfigFile {
  /**
   * What a reading gave, and what it was made of.
   *
   * @param sources the file and those it names, each with what it held
   * @param keys every key that readers asked for, by section
   */
  record Read(Loaded loaded, Map<Path, String> sources, Map<String, Set<String>> keys) {}

  private ConfigFile() {}

  /**
   * Reads the file with everything it refers to. All that is wrong is in the result; nothing is
   * thrown.
   *
   * @param env gives the value of an environment variable, null when it is not set
   */
  public static Loaded load(Path file, Function<String, @Nullable String> env) {
    return read(file, env).loaded();
  }

  static Read read(Path file, Function<String, @Nullable String> env) {
    Reading reading = Reading.of(file, env);
    Settings settings = settings(file, reading);
    List<Fault> faults = reading.faults().faults();
    Loaded loaded =
        settings == null || !faults.isEmpty()
            ? new Loaded.Bad(faults)
            : new Loaded.Good(settings, reading.faults().warnings());
    return new Read(loaded, reading.sources().seen(), reading.keys());
  }

  private static @Nullable Settings settings(Path file, Reading reading) {
    try {
      byte[] content = reading.sources().read(file.toAbsolutePath().normalize());
      Node node = YamlTree.read(content, reading.faults());
      if (node == null) {
        return null;
      }
      Value root = new Value(node, reading);
      if (!root.isMapping()) {
        root.refuse("the file must be a mapping with the keys relays and senders");
        return null;
      }
      return SettingsReader.read(file, Section.of(root, "", root.at()));
    } catch (IOException e) {
      reading.faults().add(Position.START, "cannot read the file: " + e.getMessage());
      return null;
    }
  }
}
