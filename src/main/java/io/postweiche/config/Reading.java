package io.postweiche.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one file: what every reader of a part shares.
 *
 * @param folder where relative paths of the file start
 * @param keys every key asked for, by the path of its section: {@code relays.*} to {@code host,
 *     port, ...}. The schema and the docs are tested against it.
 * @param allowed the senders that clients and users may use, where a list says so
 */
record Reading(
    Path folder,
    Sources sources,
    References references,
    Faults faults,
    Map<String, Set<String>> keys,
    List<SenderReach.Allowed> allowed) {
  static Reading of(Path file, Function<String, @Nullable String> env) {
    Path parent = file.toAbsolutePath().getParent();
    Path folder = parent == null ? file.toAbsolutePath() : parent;
    Sources sources = new Sources();
    References references = new References(folder, env, sources);
    return new Reading(
        folder, sources, references, new Faults(file), new TreeMap<>(), new ArrayList<>());
  }

  void knows(String section, String key) {
    keys.computeIfAbsent(section, s -> new TreeSet<>()).add(key);
  }

  Path resolve(String path) {
    return folder.resolve(path).normalize();
  }
}
