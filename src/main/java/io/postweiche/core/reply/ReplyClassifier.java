package io.postweiche.core.reply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a relay's reply means, by stage, code, enhanced code and words. The rules stand in
 * {@code rules.txt} beside this class; an operator's own go first. Immutable and safe to share.
 */
public final class ReplyClassifier {
  private static final String RULES = "rules.txt";
  private static final String NO_RULE = "no-rule";

  private final List<RuleBook> books;

  /**
   * A verdict and where it comes from.
   *
   * @param rule the name of the rule that gave it
   * @param place where that rule stands, empty without one
   */
  public record Classification(Verdict verdict, String rule, String place) {}

  private ReplyClassifier(List<RuleBook> books) {
    this.books = List.copyOf(books);
  }

  /** With the rules that come with Postweiche. */
  public static ReplyClassifier standard() {
    return Standard.CLASSIFIER;
  }

  /** With these rules asked before all present ones, each of them before any of the others. */
  public ReplyClassifier with(List<ReplyRule> extra) {
    List<RuleBook> all = new ArrayList<>();
    all.add(new RuleBook(extra));
    all.addAll(books);
    return new ReplyClassifier(all);
  }

  public Classification classify(Stage stage, Reply reply) {
    for (RuleBook book : books) {
      Optional<ReplyRule> found = book.find(stage, reply);
      if (found.isPresent()) {
        ReplyRule rule = found.get();
        return new Classification(rule.verdict(), rule.name(), rule.place());
      }
    }
    return new Classification(Verdict.AMBIGUOUS, NO_RULE, "");
  }

  /** Read when first wanted, once. */
  private static final class Standard {
    private static final ReplyClassifier CLASSIFIER = read();

    private static ReplyClassifier read() {
      try (InputStream in = ReplyClassifier.class.getResourceAsStream(RULES)) {
        if (in == null) {
          throw new IllegalStateException(RULES + " is missing from the jar");
        }
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new ReplyClassifier(List.of(new RuleBook(RuleFile.parse(RULES, text))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
