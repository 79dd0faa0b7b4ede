package io.postweiche.app.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postweiche.config.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A route file as text and as a tree of nodes that know their lines. */
final class GuestFile {
  /** What else Camel reads at the top of a file reaches beyond it. */
  private static final Set<String> PARTS = Set.of("route", "from", "beans", "routeConfiguration");

  private final Path path;
  private final byte[] content;
  private final List<Fault> faults = new ArrayList<>();
  private @Nullable Node root;

  GuestFile(Path path, byte[] content) {
    this.path = path;
    this.content = content;
    read();
  }

  private void read() {
    try {
      LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
      root = new Compose(settings).composeString(new String(content, UTF_8)).orElse(null);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      faults.add(fault(mark, "not YAML: " + e.getProblem()));
      return;
    }
    if (!(root instanceof SequenceNode list)) {
      faults.add(fault(mark(root), "a list of routes is wanted: '- route:' with id and from"));
      return;
    }
    list.getValue().forEach(this::part);
  }

  private void part(Node item) {
    if (!(item instanceof MappingNode map) || map.getValue().size() != 1) {
      faults.add(fault(mark(item), "'- route:', '- beans:' or '- routeConfiguration:' is wanted"));
      return;
    }
    String key = text(map.getValue().get(0).getKeyNode());
    if (!PARTS.contains(key)) {
      faults.add(
          fault(mark(item), "'" + key + "' is not read here, it would reach beyond this file"));
    } else if (key.equals("routeConfiguration") && find(valueOf(map), "id") == null) {
      faults.add(fault(mark(item), "a routeConfiguration needs an id, else it applies to all"));
    }
  }

  private static Node valueOf(MappingNode map) {
    return map.getValue().get(0).getValueNode();
  }

  Path path() {
    return path;
  }

  byte[] content() {
    return content;
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** The ids of its routes or route configurations. */
  Set<String> ids(String part) {
    Set<String> ids = new TreeSet<>();
    for (Node value : parts(part)) {
      Node id = find(value, "id");
      if (id != null) {
        ids.add(text(id));
      }
    }
    return ids;
  }

  /** The names of the beans it makes. */
  Set<String> beans() {
    Set<String> names = new TreeSet<>();
    for (Node value : parts("beans")) {
      if (value instanceof SequenceNode list) {
        list.getValue().forEach(bean -> names.add(text(find(bean, "name"))));
      }
    }
    return names;
  }

  boolean mentions(String text) {
    return new String(content, UTF_8).contains(text);
  }

  /** A fault where the file first says something like it; at its beginning when it does not. */
  Fault at(String text, String message) {
    return fault(mark(search(root, (key, value) -> value.contains(text))), message);
  }

  /** A fault at a key with that value. */
  Fault at(String key, String value, String message) {
    return fault(mark(search(root, (k, v) -> k.equals(key) && v.equals(value))), message);
  }

  /** Where something stands that these words speak of, innermost first, else at the beginning. */
  Fault about(List<String> words, String message) {
    for (String each : words) {
      Node found = search(root, (key, value) -> value.length() > 2 && each.contains(value));
      if (found != null) {
        return fault(mark(found), message);
      }
    }
    return at(1, message);
  }

  Fault at(int line, String message) {
    return new Fault(path, line, 1, message);
  }

  private List<Node> parts(String wanted) {
    List<Node> found = new ArrayList<>();
    if (root instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        Node value = find(item, wanted);
        if (value != null) {
          found.add(value);
        }
      }
    }
    return found;
  }

  private static @Nullable Node find(@Nullable Node map, String key) {
    if (map instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (text(entry.getKeyNode()).equals(key)) {
          return entry.getValueNode();
        }
      }
    }
    return null;
  }

  /** The first scalar in the file that passes, looked at with its key. */
  private static @Nullable Node search(@Nullable Node in, BiPredicate<String, String> wanted) {
    if (in instanceof SequenceNode list) {
      return first(list.getValue(), node -> search(node, wanted));
    }
    if (in instanceof MappingNode map) {
      return first(
          map.getValue(),
          entry -> {
            Node value = entry.getValueNode();
            boolean here =
                value instanceof ScalarNode && wanted.test(text(entry.getKeyNode()), text(value));
            return here ? value : search(value, wanted);
          });
    }
    return null;
  }

  private static <T> @Nullable Node first(List<T> all, Function<T, @Nullable Node> look) {
    for (T each : all) {
      Node found = look.apply(each);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static Optional<Mark> mark(@Nullable Node node) {
    return node == null ? Optional.empty() : node.getStartMark();
  }

  private Fault fault(Optional<Mark> mark, String message) {
    return new Fault(
        path,
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        message);
  }
}
