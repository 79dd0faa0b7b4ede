package io.postweiche.web;

import java.util.List;

/**
 * Whether mail can be taken in and sent.
 *
 * @param causes what keeps it from that
 * @param warnings what is wrong though mail is taken and kept
 */
public record Health(boolean ready, List<Cause> causes, List<Cause> warnings) {
  public Health {
    causes = List.copyOf(causes);
    warnings = List.copyOf(warnings);
  }

  public Health(boolean ready, List<Cause> causes) {
    this(ready, causes, List.of());
  }

  /**
   * One thing that is wrong.
   *
   * @param name a word: {@code broker}, {@code disk}
   * @param detail a sentence; shown only to those who may use the API
   */
  public record Cause(String name, String detail) {}
}
