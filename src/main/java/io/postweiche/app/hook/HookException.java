package io.postweiche.app.hook;

/** A route at a {@link Point} has failed, or has not ended in time. */
public final class HookException extends Exception {
  private static final long serialVersionUID = 1;

  HookException(Point point, String why, Throwable cause) {
    super("the route at " + point.endpoint() + " " + why, cause);
  }
}
