package io.postweiche.migrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table of keys: hash, lmdb, texthash, cdb, btree, inline. */
final class KeyTable implements Table {
  private final Map<String, Entry> byKey = new LinkedHashMap<>();

  /** Reads {@code key value} lines (postmap(1)); of a key that stands twice the first counts. */
  static KeyTable of(Place start, String text, Notes notes) {
    KeyTable table = new KeyTable();
    for (LogicalLines.Line line : LogicalLines.of(text)) {
      Place place = new Place(start.file(), line.number());
      int blank = blank(line.text());
      if (blank < 0) {
        notes.remark(place, "a line without a value, or with an open quote; Postfix skips it too");
      } else {
        table.add(line.text().substring(0, blank), line.text().substring(blank), place, notes);
      }
    }
    return table;
  }

  void add(String key, String value, Place place, Notes notes) {
    Entry before = byKey.get(Table.folded(key));
    if (before != null) {
      notes.remark(
          place, "the key stands in line " + before.place().line() + " already, which counts");
      return;
    }
    if (key.endsWith(":")) {
      notes.remark(place, "the key ends with ':', as in an alias file; Postfix never finds it");
    }
    byKey.put(Table.folded(key), new Entry(key, value.strip(), place));
  }

  @Override
  public @Nullable Entry find(String key, boolean partial) {
    return byKey.get(Table.folded(key));
  }

  @Override
  public List<Entry> entries() {
    return List.copyOf(byKey.values());
  }

  // the first blank outside quotes
  private static int blank(String line) {
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (Character.isWhitespace(c) && !quoted) {
        return at;
      }
    }
    return -1;
  }
}
