package io.postweiche.migrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables that hold no lines of their own. */
final class OtherTables {
  private OtherTables() {}

  /** {@code static:value}: the same answer whatever the key. */
  record Same(Entry entry) implements Table {
    @Override
    public Entry find(String key, boolean partial) {
      return entry;
    }

    @Override
    public List<Entry> entries() {
      return List.of(entry);
    }
  }

  /** {@code unionmap:{a,b}}: the answers of all, with commas between. */
  record Union(List<Table> tables) implements Table {
    @Override
    public @Nullable Entry find(String key, boolean partial) {
      List<Entry> found =
          tables.stream()
              .map(t -> t.find(key, partial))
              .filter(java.util.Objects::nonNull)
              .toList();
      return found.isEmpty()
          ? null
          : new Entry(
              found.get(0).key(),
              String.join(",", found.stream().map(Entry::value).toList()),
              found.get(0).place());
    }

    @Override
    public List<Entry> entries() {
      return tables.stream().flatMap(t -> t.entries().stream()).toList();
    }
  }

  /** {@code pipemap:{a,b}}: what one answers is asked of the next. */
  record Pipe(List<Table> tables) implements Table {
    @Override
    public @Nullable Entry find(String key, boolean partial) {
      Entry first = null;
      String asked = key;
      for (Table table : tables) {
        Entry found = table.find(asked, partial);
        if (found == null) {
          return null;
        }
        first = first == null ? found : first;
        asked = found.value();
      }
      return first == null ? null : new Entry(first.key(), asked, first.place());
    }

    @Override
    public List<Entry> entries() {
      return tables.isEmpty() ? List.of() : tables.get(0).entries();
    }
  }
}
