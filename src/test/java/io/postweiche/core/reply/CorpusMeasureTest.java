package io.postweiche.core.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusMeasureTest {
  // mvn -q test -P '!also-on-25' -Dtest=CorpusMeasureTest -Dreplies=FILE.tsv [-Dreplies.blind=true:
  // misses without text]
  @Test
  void measuresAFile() throws IOException {
    String file = System.getProperty("replies");
    assumeTrue(file != null, "no -Dreplies=FILE");
    List<Corpus.Row> rows = Corpus.read(Path.of(file));
    List<Corpus.Row> misses = rows.stream().filter(row -> !row.hit()).toList();
    misses.forEach(row -> System.out.println(told(row)));
    System.out.printf(
        "%d of %d right: %.1f %%%n",
        rows.size() - misses.size(),
        rows.size(),
        100.0 * (rows.size() - misses.size()) / rows.size());
    assertThat(rows).isNotEmpty();
  }

  private static String told(Corpus.Row row) {
    String wanted =
        Boolean.getBoolean("replies.blind")
            ? "line %d, %s at %s".formatted(row.line(), row.verdict().word(), row.stage())
            : row.toString();
    ReplyClassifier.Classification got = row.classified();
    return "%s -> %s by %s".formatted(wanted, got.verdict().word(), got.rule());
  }
}
