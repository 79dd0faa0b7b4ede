package io.postweiche.cli;

import io.postweiche.web.Explanation;
import io.postweiche.web.Explanation.Candidate;
import io.postweiche.web.Explanation.Rule;
import io.postweiche.web.Explanation.Skipped;
import java.io.PrintStream;

/** An {@link Explanation} for a person. */
final class ExplanationText {
  private ExplanationText() {}

  static void print(Explanation it, PrintStream out) {
    Rule rule = it.rule();
    out.println("sender     " + Shown.sender(it.sender()));
    out.println(
        "rule       "
            + (rule == null
                ? "none matches: the mail would rest in mail.dead.unroutable"
                : rule.pattern() + "  (" + rule.file() + ":" + rule.line() + ")"));
    int place = 1;
    for (Candidate c : it.candidates()) {
      out.println("relay " + place++ + "    " + c.relay() + ": " + c.reason() + changes(c));
    }
    for (Skipped s : it.skipped()) {
      out.println("skipped    " + s.relay() + " (" + s.why() + "): " + s.explanation());
    }
    if (it.candidates().isEmpty() && rule != null) {
      out.println("no relay may carry this mail; it would become a dead letter");
    }
  }

  /** What the reason does not tell: it already names the sender that the relay is given. */
  private static String changes(Candidate c) {
    String header = c.headerFrom() == null ? "" : "; header From becomes " + c.headerFrom();
    String split = c.transactions() <= 1 ? "" : "; in " + c.transactions() + " transactions";
    return header + split;
  }
}
