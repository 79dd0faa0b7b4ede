package io.postweiche.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a replay or a discard did with one dead letter.
 *
 * @param relay where it went or would go
 * @param detail a sentence: why it failed, what would happen
 */
public record LetterOutcome(String id, Outcome outcome, @Nullable String relay, String detail) {
  /** The kinds of outcome. */
  public enum Outcome {
    REPLAYED,
    DISCARDED,
    WOULD_REPLAY,
    WOULD_DISCARD,
    /** Somebody else moved it meanwhile. */
    GONE,
    /** It stays where it is. */
    FAILED;

    /** As users see it: {@code would-replay}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
