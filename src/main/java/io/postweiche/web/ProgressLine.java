package io.postweiche.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * One line of the answer to a replay or a discard ({@code application/x-ndjson}); exactly one key
 * is there. First {@code total}, then each {@code item}, last {@code summary} or {@code error}: an
 * answer that ends without one of these was cut off.
 *
 * @param total how many mails there are to go, as far as known at the start
 */
@JsonInclude(Include.NON_NULL)
public record ProgressLine(
    @Nullable Long total,
    @Nullable LetterOutcome item,
    @Nullable Summary summary,
    @Nullable Problem error) {
  /**
   * The end of a run.
   *
   * @param done moved, or would be in a dry run
   * @param gone moved by somebody else meanwhile
   * @param failed still where they were
   */
  public record Summary(int done, int gone, int failed, boolean dryRun) {}

  static ProgressLine total(long total) {
    return new ProgressLine(total, null, null, null);
  }

  static ProgressLine item(LetterOutcome item) {
    return new ProgressLine(null, item, null, null);
  }

  static ProgressLine summary(Summary summary) {
    return new ProgressLine(null, null, summary, null);
  }

  static ProgressLine error(Problem error) {
    return new ProgressLine(null, null, null, error);
  }
}
