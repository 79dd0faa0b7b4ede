package io.postweiche.migrate;

/**
 * What whoever moves over must know of one place of the old configuration; never holds a secret.
 *
 * @param message one line: what it is, and what to do
 */
public record Note(Kind kind, Place place, String message) {
  /** How much it weighs. */
  public enum Kind {
    /** It has no counterpart, or none was made: the import is not whole. */
    LEFT_OUT,
    /** It was carried over, with a difference that should be known. */
    REMARK
  }

  /** {@code FILE:LINE: not carried over: …}. */
  @Override
  public String toString() {
    return place + ": " + (kind == Kind.LEFT_OUT ? "not carried over: " : "") + message;
  }
}
