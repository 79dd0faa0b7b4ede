package io.postweiche.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a {@code main.cf} as they are written.
 *
 * @param values by name; of one that is repeated the last, as Postfix takes it
 */
record MainCf(Path file, Map<String, Written> values) {
  /** A value before expansion. */
  record Written(String value, Place place) {}

  /**
   * Reads it.
   *
   * @throws IOException with a reason for a person, when it cannot be read or is no main.cf
   */
  static MainCf read(Path file, Notes notes) throws IOException {
    Map<String, Written> values = new LinkedHashMap<>();
    for (LogicalLines.Line line : LogicalLines.of(TextFile.read(file))) {
      Place place = new Place(file, line.number());
      int equals = line.text().indexOf('=');
      String name = equals < 0 ? "" : line.text().substring(0, equals).strip();
      if (!name.matches("[A-Za-z0-9_]+")) {
        notes.leftOut(place, "this line is no 'name = value'; Postfix refuses it too");
        continue;
      }
      Written before =
          values.put(name, new Written(line.text().substring(equals + 1).strip(), place));
      if (before != null) {
        notes.remark(
            before.place(),
            name + " stands again in line " + line.number() + ", which counts, as in Postfix");
      }
    }
    if (values.isEmpty()) {
      throw new IOException("it holds no 'name = value': this is no main.cf");
    }
    return new MainCf(file, values);
  }

  Path folder() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }
}
