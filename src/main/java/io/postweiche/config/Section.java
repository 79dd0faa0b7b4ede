package io.postweiche.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with fixed keys. Asking for a key makes it known; {@link #refuseOthers} tells the rest.
 */
final class Section {
  private final Map<String, Value.Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();
  private final String path;
  private final Position at;
  private final Reading reading;
  private final boolean mapping;

  private Section(String path, Position at, Reading reading, boolean mapping) {
    this.path = path;
    this.at = at;
    this.reading = reading;
    this.mapping = mapping;
  }

  /**
   * A section as written.
   *
   * @param path of its kind, with {@code *} for a free name and {@code []} for a list
   * @param at where a missing key is told
   */
  static Section of(Value value, String path, Position at) {
    Section section = new Section(path, at, value.reading(), value.isMapping());
    value.entries().forEach(e -> section.entries.put(e.name(), e));
    return section;
  }

  Position at() {
    return at;
  }

  Reading reading() {
    return reading;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  boolean isMapping(String key) {
    Value.Entry entry = entries.get(key);
    return entry != null && entry.value().isMapping();
  }

  /** Whether a key is there with a list or a mapping of nothing. */
  boolean isHollow(String key) {
    Value.Entry entry = entries.get(key);
    return entry != null && entry.value().isHollow();
  }

  /** What stands behind a key; null when it is absent. */
  @Nullable Value find(String key) {
    known.add(key);
    reading.knows(path, key);
    Value.Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** Where a key's value stands; where the section begins when it is absent. */
  Position place(String key) {
    Value.Entry entry = entries.get(key);
    return entry == null ? at : entry.value().at();
  }

  /** A key's text as read by {@code parser}; null when absent, or refused and told. */
  <T> @Nullable T find(String key, Function<String, T> parser) {
    Value value = find(key);
    return value == null ? null : value.as(parser);
  }

  /** As {@link #find(String, Function)}, with a default. */
  <T> T read(String key, T fallback, Function<String, T> parser) {
    T read = find(key, parser);
    return read == null ? fallback : read;
  }

  /** The section below a key; empty, but asked the same way, when it is absent. */
  Section section(String key) {
    Value value = find(key);
    String below = path.isEmpty() ? key : path + "." + key;
    Value.Entry entry = entries.get(key);
    return value == null || entry == null
        ? new Section(below, at, reading, false)
        : of(value, below, entry.at());
  }

  /** The items of the list behind a key; none when it is absent. */
  List<Value> items(String key) {
    Value value = find(key);
    return value == null ? List.of() : value.items();
  }

  /** The freely named entries behind a key; none when it is absent. */
  List<Value.Entry> entries(String key) {
    Value value = find(key);
    return value == null ? List.of() : value.entries();
  }

  /** Tells that a key is missing, with what it is for; not of what is no mapping, told already. */
  void missing(String key, String why) {
    if (!mapping) {
      return;
    }
    reading.faults().add(at, "'" + key + "' is missing: " + why);
  }

  /** Tells a fault of the section as a whole. */
  void refuseHere(String message) {
    reading.faults().add(at, message);
  }

  void warn(String key, String message) {
    reading.faults().warn(place(key), message);
  }

  void refuse(String key, String message) {
    reading.faults().add(place(key), message);
  }

  /** Tells each key that nobody asked for; called last. */
  void refuseOthers() {
    for (Value.Entry entry : entries.values()) {
      if (!known.contains(entry.name())) {
        reading
            .faults()
            .add(
                entry.at(),
                "unknown key '" + entry.name() + "'" + Nearest.hint(entry.name(), known));
      }
    }
  }
}
