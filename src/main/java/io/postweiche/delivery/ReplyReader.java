package io.postweiche.delivery;

import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;

/** Reads what a relay's refusal means; only asked about replies of the 400s and 500s. */
@FunctionalInterface
public interface ReplyReader {
  Reading read(Stage stage, Reply reply);

  /** A verdict and the name of the rule that gave it. */
  record Reading(Verdict verdict, String rule) {}
}
