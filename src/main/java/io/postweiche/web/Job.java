package io.postweiche.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A replay or a discard that the router does by itself, as it stands now.
 *
 * @param kind {@code replay}, {@code discard}
 * @param target which letters
 * @param total how many mails there were to go when it began
 * @param done moved, or would be in a dry run
 * @param gone moved by somebody else meanwhile
 * @param failed still where they were
 * @param by who started it
 * @param error why it broke off
 * @param failures the first of those that failed
 */
public record Job(
    String id,
    String kind,
    State state,
    boolean dryRun,
    String target,
    long total,
    int done,
    int gone,
    int failed,
    Instant startedAt,
    @Nullable Instant endedAt,
    String by,
    @Nullable String error,
    List<LetterOutcome> failures) {
  public Job {
    failures = List.copyOf(failures);
  }

  /** How far it is. */
  public enum State {
    RUNNING,
    DONE,
    /** Broken off by a fault; what is moved stays moved. */
    FAILED,
    /** Ended by somebody, or by the router's stop; what is moved stays moved. */
    CANCELLED;

    /** As users see it. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
