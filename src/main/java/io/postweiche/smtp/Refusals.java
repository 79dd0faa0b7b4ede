package io.postweiche.smtp;

/** Counts what was refused at the doors, for {@code postweiche_smtp_refused_total}. */
@FunctionalInterface
public interface Refusals {
  /**
   * Called from any thread, and often under attack.
   *
   * @param reason a word of a closed set, never a client's
   */
  void count(String reason);
}
