package io.postweiche.core.mail;

/** The answer to a submission: stored, or not stored for now, or never acceptable. */
public record Receipt(Kind kind, String text) {
  /** What the client is told. */
  public enum Kind {
    /** On disk: {@code 250 2.0.0}. */
    STORED,
    /** Nothing kept, try again: {@code 451 4.3.0}. */
    TRY_LATER,
    /** No room on the disk or in the broker: {@code 452 4.3.1}. */
    NO_ROOM,
    /** Will never be accepted: {@code 554 5.6.0}, or another code that the text begins with. */
    REFUSED
  }

  public static final Receipt STORED = new Receipt(Kind.STORED, "stored");

  public boolean stored() {
    return kind == Kind.STORED;
  }
}
