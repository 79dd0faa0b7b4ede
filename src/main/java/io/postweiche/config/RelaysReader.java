package io.postweiche.config;

import io.postweiche.core.routing.RelayId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code relays:}, and reads the names by which other sections speak of them. */
final class RelaysReader {
  /** A relay that is spoken of, and where. */
  record Named(RelaySettings relay, Value at) {}

  private final Map<RelayId, RelaySettings> relays = new LinkedHashMap<>();
  private final Map<String, RelaySettings> byName = new HashMap<>();
  private final Set<String> names = new TreeSet<>(); // also of those that could not be read

  RelaysReader(Section root) {
    if (!root.has("relays")) {
      root.missing("relays", "at least one account that takes mail onward");
    }
    if (root.isHollow("relays")) {
      root.refuse("relays", "at least one relay wanted");
    }
    root.entries("relays").forEach(this::add);
  }

  Map<RelayId, RelaySettings> all() {
    return relays;
  }

  /** The relays of a name or a list of names; none of those that cannot be used, which is told. */
  List<Named> named(Value value) {
    List<Named> named = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    if (value.isHollow()) {
      value.refuse("at least one relay wanted");
    }
    for (Value item : value.itemsOrOne()) {
      String name = item.as(this::known);
      if (name != null && !seen.add(name)) {
        item.refuse("relay '" + name + "' stands twice in this list");
      } else if (name != null) {
        RelaySettings relay = byName.get(name);
        if (relay != null) { // else the relay itself could not be read
          named.add(new Named(relay, item));
        }
      }
    }
    return named;
  }

  private void add(Value.Entry entry) {
    names.add(entry.name());
    Section section = Section.of(entry.value(), "relays.*", entry.at());
    try {
      RelayId id = new RelayId(entry.name());
      RelaySettings relay = RelayReader.read(id, section);
      relays.put(id, relay);
      byName.put(entry.name(), relay);
    } catch (IllegalArgumentException e) {
      section.refuseHere(String.valueOf(e.getMessage()));
    }
  }

  private String known(String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "unknown relay '" + name + "'" + Nearest.hint(name, names));
    }
    return name;
  }
}
