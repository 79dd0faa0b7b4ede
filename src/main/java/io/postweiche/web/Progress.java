package io.postweiche.web;

import java.util.function.Consumer;

/** Who hears what became of each dead letter of a replay or a discard. */
@FunctionalInterface
public interface Progress extends Consumer<LetterOutcome> {
  /** Whether to go on; asked before each mail. */
  default boolean wanted() {
    return true;
  }
}
