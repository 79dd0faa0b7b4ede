package io.postweiche.config;

import java.util.Set;
import java.util.TreeSet;

/** The keys of the configuration as the loader asks for them, like {@code relays.*.limits}. */
final class Keys {
  private Keys() {}

  static Set<String> ofLoader() {
    Set<String> keys = new TreeSet<>();
    ConfigFile.read(Configs.FOLDER.resolve("full.yaml"), TestEnv::get)
        .keys()
        .forEach(
            (section, names) ->
                names.forEach(n -> keys.add(section.isEmpty() ? n : section + "." + n)));
    return keys;
  }
}
