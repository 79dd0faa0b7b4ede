package io.postweiche.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Looks through a file's events before a tree is built of them, and stops at what could exhaust the
 * process: nesting without end, aliases that multiply, tags that name classes.
 */
final class YamlGuard {
  static final String NO_ALIAS =
      "'*' begins an alias here and there is no such anchor; quote the text: \"*.example.com\"";

  /** How many values the aliases of a file may stand for in all. */
  static final int MOST_BY_ALIAS = 10_000;

  private static final int DEEPEST = 20;

  /** A collection that has not ended. */
  private record Open(Optional<Anchor> anchor, int before) {}

  private final Faults faults;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, Integer> weights = new HashMap<>(); // values behind each anchor
  private int values;
  private int byAlias;
  private int documents;

  private YamlGuard(Faults faults) {
    this.faults = faults;
  }

  /**
   * Whether a tree may be built; tells what forbids it.
   *
   * @throws org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException when it is no YAML
   */
  static boolean passes(String text, Faults faults) {
    YamlGuard guard = new YamlGuard(faults);
    for (Event event : new Parse(YamlTree.SETTINGS).parseString(text)) {
      String stop = guard.reasonToStop(event);
      if (!stop.isEmpty()) {
        faults.add(Position.of(event.getStartMark()), stop);
        return false;
      }
    }
    return true;
  }

  private String reasonToStop(Event event) {
    if (event.getEventId() == Event.ID.DocumentStart && ++documents > 1) {
      return "a second YAML document; one file holds one configuration";
    }
    if (event instanceof AliasEvent alias) {
      return weigh(alias);
    }
    if (event instanceof NodeEvent node) {
      values++;
      node.getAnchor().ifPresent(a -> weights.put(a, 1));
    }
    if (event instanceof CollectionStartEvent start) {
      start.getAnchor().ifPresent(weights::remove); // none until it ends: it cannot hold itself
      open.push(new Open(start.getAnchor(), values));
    }
    if (event instanceof CollectionEndEvent) {
      Open ended = open.pop();
      ended.anchor().ifPresent(a -> weights.put(a, values - ended.before() + 1));
    }
    tellTag(event);
    return open.size() > DEEPEST ? "nested deeper than " + DEEPEST + " levels" : "";
  }

  private String weigh(AliasEvent alias) {
    Integer weight = weights.get(alias.getAlias());
    if (weight == null) {
      return NO_ALIAS;
    }
    values += weight;
    byAlias += weight;
    return byAlias > MOST_BY_ALIAS
        ? "the aliases up to here stand for more than " + MOST_BY_ALIAS + " values"
        : "";
  }

  private void tellTag(Event event) {
    Optional<String> tag = Optional.empty();
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent collection) {
      tag = collection.getTag();
    }
    if (tag.isPresent()) { // not shown: a password that begins with '!' looks like one
      faults.add(
          Position.of(event.getStartMark()),
          "'!' begins a tag here, and tags are not read; quote the text if it is meant as such");
    }
  }
}
