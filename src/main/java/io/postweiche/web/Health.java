package io.postweiche.web;

import java.util.List;

/** Whether mail can be taken in and sent; the causes name what keeps it from that. */
public record Health(boolean ready, List<Cause> causes) {
  public Health {
    causes = List.copyOf(causes);
  }

  /**
   * One thing that is wrong.
   *
   * @param name a word: {@code broker}, {@code disk}
   * @param detail a sentence; shown only to those who may use the API
   */
  public record Cause(String name, String detail) {}
}
