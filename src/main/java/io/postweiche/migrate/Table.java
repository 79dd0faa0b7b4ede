package io.postweiche.migrate;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A lookup table of Postfix. */
interface Table {
  /** A line of it; of a pattern {@code key} is how a line of {@code senders} would be written. */
  record Entry(String key, String value, Place place) {}

  /**
   * The line that answers a key.
   *
   * @param partial whether the key is a part of an address, which regular expressions do not see
   */
  @Nullable Entry find(String key, boolean partial);

  /** Its lines, in their order. */
  List<Entry> entries();

  /** How keys are compared. */
  static String folded(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  /** Several of them, asked in turn until one answers (maps_find of Postfix). */
  record Chain(List<Table> tables) implements Table {
    @Override
    public @Nullable Entry find(String key, boolean partial) {
      for (Table table : tables) {
        Entry found = key.isEmpty() ? null : table.find(key, partial);
        if (found != null) {
          return found;
        }
      }
      return null;
    }

    @Override
    public List<Entry> entries() {
      return tables.stream().flatMap(t -> t.entries().stream()).toList();
    }
  }
}
