package io.postweiche.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Something that stands in the file: text, a list or a mapping, with its place. */
record Value(Node node, Reading reading) {
  private static final Set<String> NOTHING = Set.of("", "~", "null");

  /** A key of a mapping, its place, and what stands behind it. */
  record Entry(String name, Position at, Value value) {}

  Position at() {
    return Position.of(node.getStartMark());
  }

  boolean isText() {
    return node instanceof ScalarNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Whether it is a list or a mapping, of nothing. */
  boolean isHollow() {
    return node instanceof CollectionNode<?> collection && collection.getValue().isEmpty();
  }

  void refuse(String message) {
    reading.faults().add(at(), message);
  }

  void warn(String message) {
    reading.faults().warn(at(), message);
  }

  /** The text with references filled in; null, and told, when it is none. */
  @Nullable String text() {
    if (!(node instanceof ScalarNode scalar) || missing(scalar)) {
      refuse("a single value wanted, found " + kind());
      return null;
    }
    try {
      return reading.references().fill(scalar.getValue());
    } catch (IllegalArgumentException e) {
      refuse(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The text as read by {@code parser}; null, and told, when that refuses it. */
  <T> @Nullable T as(Function<String, T> parser) {
    String text = text();
    try {
      return text == null ? null : parser.apply(text);
    } catch (IllegalArgumentException e) {
      refuse(explain(e));
      return null;
    }
  }

  /** The items of a list; none, and told, when it is no list. */
  List<Value> items() {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(n -> new Value(n, reading)).toList();
    }
    refuse("a list wanted, found " + kind());
    return List.of();
  }

  /** The items of a list, or a single text as a list of one. */
  List<Value> itemsOrOne() {
    return node instanceof ScalarNode scalar && !missing(scalar) ? List.of(this) : items();
  }

  /** The entries of a mapping, each name once; none, and told, when it is no mapping. */
  List<Entry> entries() {
    if (!(node instanceof MappingNode mapping)) {
      refuse("a mapping wanted, found " + kind());
      return List.of();
    }
    Map<String, Position> first = new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Value key = new Value(tuple.getKeyNode(), reading);
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        key.refuse("a key must be text, found " + key.kind());
        continue;
      }
      Position before = first.putIfAbsent(name.getValue(), key.at());
      if (before == null) {
        entries.add(new Entry(name.getValue(), key.at(), new Value(tuple.getValueNode(), reading)));
      } else {
        key.refuse("duplicate key '" + name.getValue() + "'; it stands in line " + before.line());
      }
    }
    return entries;
  }

  private String explain(IllegalArgumentException e) {
    // what a reference brought in may be a secret: name the reference, not its value
    return node instanceof ScalarNode scalar && References.in(scalar.getValue())
        ? "the value that " + scalar.getValue() + " gives cannot be used here"
        : String.valueOf(e.getMessage());
  }

  private static boolean missing(ScalarNode scalar) {
    return scalar.isPlain() && NOTHING.contains(scalar.getValue());
  }

  private String kind() {
    return switch (node.getNodeType()) {
      case SEQUENCE -> "a list";
      case MAPPING -> "a mapping";
      case SCALAR -> missing((ScalarNode) node) ? "nothing" : "text";
      case ANCHOR -> "an anchor";
    };
  }
}
