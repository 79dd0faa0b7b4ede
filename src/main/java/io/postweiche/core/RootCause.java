package io.postweiche.core;

/** The innermost of the faults that led to each other: those around it mostly repeat its words. */
public final class RootCause {
  private RootCause() {}

  public static Throwable of(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
