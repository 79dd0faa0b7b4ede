package io.postweiche.migrate;

import io.postweiche.config.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code mynetworks}: who may send without a login. */
final class Networks {
  private static final String NAME = "mynetworks";
  private static final int WIDEST_IPV4 = 8; // as 'check' has it: anything wider holds strangers
  private static final int WIDEST_IPV6 = 7;

  private final Parameters parameters;
  private final Tables tables;
  private final Notes notes;
  private final Set<String> found = new LinkedHashSet<>();

  Networks(Parameters parameters, Tables tables, Notes notes) {
    this.parameters = parameters;
    this.tables = tables;
    this.notes = notes;
  }

  List<String> all() {
    if (parameters.isSet(NAME)) {
      parameters.words(NAME).forEach(word -> add(word, parameters.place(NAME)));
    } else {
      found.add("127.0.0.0/8");
      notes.leftOut(
          parameters.place(NAME),
          "mynetworks is not set, so Postfix takes those of this machine by mynetworks_style; only"
              + " 127.0.0.0/8 was written: name your networks in listen[].allow");
    }
    return new ArrayList<>(found);
  }

  private void add(String word, Place place) {
    if (word.startsWith("!")) {
      notes.leftOut(place, "mynetworks: the exception '" + word + "'; name the smaller networks");
    } else if (word.startsWith("cidr:")) {
      file(tables.resolve(word.substring(5)), true, place);
    } else if (word.matches("[a-z]+:.*") && !word.matches("[0-9a-fA-F:]+(/\\d+)?")) {
      notes.leftOut(
          place,
          "mynetworks: the table '"
              + word.substring(0, word.indexOf(':'))
              + ":…'; list its"
              + " networks in listen[].allow");
    } else if (word.startsWith("/")) {
      file(tables.resolve(word), false, place);
    } else {
      network(word, place);
    }
  }

  private void file(Path file, boolean table, Place place) {
    try {
      for (LogicalLines.Line line : LogicalLines.of(TextFile.read(file))) {
        Place at = new Place(file, line.number());
        List<String> words = Words.of(line.text());
        if (!table) {
          words.forEach(word -> add(word, at));
        } else if (words.size() == 2 && words.get(1).matches("(?i)ok|permit|permit_mynetworks")) {
          network(words.get(0), at);
        } else {
          notes.leftOut(at, "mynetworks: a line that is no 'NETWORK OK'");
        }
      }
    } catch (IOException e) {
      notes.leftOut(place, "mynetworks: " + file + ": " + e.getMessage());
    }
  }

  private void network(String word, Place place) {
    String bare = word.replaceAll("[\\[\\]]", "");
    try {
      Network network = Network.of(bare);
      if (network.bits() < (network.width() == 32 ? WIDEST_IPV4 : WIDEST_IPV6)) {
        notes.leftOut(
            place, "mynetworks: '" + bare + "' would make an open relay; name your own networks");
      } else {
        found.add(network.text());
      }
    } catch (IllegalArgumentException e) {
      notes.leftOut(place, "mynetworks: " + e.getMessage());
    }
  }
}
