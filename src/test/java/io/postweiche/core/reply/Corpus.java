package io.postweiche.core.reply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Replies with the verdict that a person gave them, from a file of tab-separated columns. The first
 * is the verdict; the columns {@code stage} and {@code reply} are found by the heading, a comment
 * that begins {@code # verdict}.
 */
final class Corpus {
  private Corpus() {}

  record Row(int line, Verdict verdict, Stage stage, String reply) {
    ReplyClassifier.Classification classified() {
      return ReplyClassifier.standard().classify(stage, Reply.of(reply));
    }

    boolean hit() {
      return classified().verdict() == verdict;
    }

    @Override
    public String toString() {
      return "line %d, %s at %s: %s".formatted(line, verdict.word(), stage, reply);
    }
  }

  /** The replies of this project's tests. */
  static List<Row> ours() {
    try (InputStream in = Corpus.class.getResourceAsStream("/replies.tsv")) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Row> read(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.UTF_8));
  }

  static List<Row> parse(String text) {
    List<String> lines = text.lines().toList();
    List<String> heading =
        lines.stream()
            .filter(line -> line.startsWith("# verdict"))
            .findFirst()
            .map(line -> List.of(line.substring(2).split("\t")))
            .orElseThrow();
    int stage = column(heading, "stage");
    int reply = column(heading, "reply");
    return IntStream.range(0, lines.size())
        .filter(i -> !lines.get(i).isBlank() && !lines.get(i).startsWith("#"))
        .mapToObj(
            i -> {
              String[] cells = lines.get(i).split("\t", -1);
              return new Row(i + 1, Verdict.ofWord(cells[0]), stage(cells[stage]), cells[reply]);
            })
        .toList();
  }

  private static int column(List<String> heading, String name) {
    return IntStream.range(0, heading.size())
        .filter(i -> heading.get(i).strip().split("\\s")[0].equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** {@code RCPT}, {@code RCPT?} when inferred, {@code ?} when unknown. */
  private static Stage stage(String cell) {
    String word = cell.replace("?", "").strip();
    return word.isEmpty() ? Stage.UNKNOWN : Stage.valueOf(word);
  }
}
