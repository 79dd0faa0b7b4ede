package io.postweiche.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Looks through a file's events before a tree is built of them, and stops at what could exhaust the
 * process: nesting without end, aliases by the hundred, tags that name classes.
 */
final class YamlGuard {
  static final String NO_ALIAS =
      "'*' begins an alias here and there is no such anchor; quote the text: \"*.example.com\"";

  private static final int DEEPEST = 20;
  private static final int MOST_ALIASES = 50;

  private final Faults faults;
  private final Set<Anchor> anchors = new HashSet<>();
  private int depth;
  private int aliases;
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
    if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
      depth--;
    }
    if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
      return "nested deeper than " + DEEPEST + " levels";
    }
    tellTag(event);
    return event instanceof NodeEvent node ? badAlias(node) : "";
  }

  private String badAlias(NodeEvent event) {
    if (event instanceof AliasEvent alias) {
      if (!anchors.contains(alias.getAlias())) {
        return NO_ALIAS;
      }
      return ++aliases > MOST_ALIASES ? "more than " + MOST_ALIASES + " aliases" : "";
    }
    event.getAnchor().ifPresent(anchors::add);
    return "";
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
