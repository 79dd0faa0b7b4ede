package io.postweiche.web;

/** A value that cannot be read: which field, and what is wrong with it. */
public final class FieldException extends IllegalArgumentException {
  private final String field;

  public FieldException(String field, String detail) {
    super(detail);
    this.field = field;
  }

  public String field() {
    return field;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
