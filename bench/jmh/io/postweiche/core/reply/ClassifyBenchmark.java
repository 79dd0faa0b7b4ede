package io.postweiche.core.reply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a relay's reply means, over the replies of this project's tests: one operation is one reply,
 * each of another kind than the one before.
 */
@State(Scope.Thread)
public class ClassifyBenchmark {
  private record Case(Stage stage, String raw, Reply reply) {}

  private final ReplyClassifier classifier = ReplyClassifier.standard();
  private Case[] cases;
  private Reply longest;
  private int next;

  @Setup
  public void read() throws IOException {
    List<Case> read = new ArrayList<>();
    try (InputStream in = ClassifyBenchmark.class.getResourceAsStream("/replies.tsv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> add(line, read));
    }
    cases = read.toArray(Case[]::new);
    longest =
        Reply.of("550-5.7.1 sender address not known, sender address\r\n".repeat(100) + "550 no");
  }

  private void add(String line, List<Case> to) {
    String[] cells = line.split("\t", -1);
    String word = cells[1].replace("?", "").strip();
    Stage stage = word.isEmpty() ? Stage.UNKNOWN : Stage.valueOf(word);
    Reply reply = Reply.of(cells[2]);
    Verdict wanted = Verdict.ofWord(cells[0]);
    if (classifier.classify(stage, reply).verdict() != wanted) {
      throw new IllegalStateException(wanted + " was to be read: " + line);
    }
    to.add(new Case(stage, cells[2].replace("\\n", "\r\n"), reply));
  }

  /** Of a reply that is read already. */
  @Benchmark
  public ReplyClassifier.Classification classify() {
    Case one = following();
    return classifier.classify(one.stage(), one.reply());
  }

  /** As an attempt does it: from the text of the wire to the verdict. */
  @Benchmark
  public ReplyClassifier.Classification readAndClassify() {
    Case one = following();
    return classifier.classify(one.stage(), Reply.of(one.raw()));
  }

  /** The worst that a relay can send: all that is looked at is full of beginnings of phrases. */
  @Benchmark
  public ReplyClassifier.Classification hostile() {
    return classifier.classify(Stage.RCPT, longest);
  }

  private Case following() {
    next = next + 1 == cases.length ? 0 : next + 1;
    return cases[next];
  }
}
