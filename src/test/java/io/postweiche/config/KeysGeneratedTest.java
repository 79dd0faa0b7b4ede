package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration-keys.md} is the schema, as a table. */
class KeysGeneratedTest {
  private final KeyTable table = new KeyTable(Yaml.json(Path.of("config/postweiche.schema.json")));

  KeysGeneratedTest() throws IOException {}

  @Test
  void theCommittedTableIsThatOfTheSchema() throws IOException {
    GeneratedFile.holds(Path.of("docs/configuration-keys.md"), table.page());
  }

  @Test
  void eachKeyOfTheLoaderHasItsRow() {
    assertThat(new TreeSet<>(table.rows().keySet())).isEqualTo(Keys.ofLoader());
  }

  @Test
  void aRowTellsTypeDefaultAndMeaning() {
    assertThat(table.rows())
        .containsEntry(
            "retry.first", "| `retry.first` | duration | `1m` | Wait before the second attempt. |")
        .hasEntrySatisfying(
            "relays.*.provider", row -> assertThat(row).contains("`ionos`, `ionos-com`"))
        .hasEntrySatisfying(
            "listen[].tls.mode", row -> assertThat(row).contains("`none`, `starttls`, `implicit`"));
  }
}
