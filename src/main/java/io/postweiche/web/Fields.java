package io.postweiche.web;

import io.postweiche.core.mail.Address;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads values that users wrote, and says which field is wrong and why. */
public final class Fields {
  private Fields() {}

  /**
   * The value as a {@code T}; null stays null.
   *
   * @throws FieldException with the reader's own reason
   */
  public static <T> @Nullable T optional(
      String field, @Nullable String value, Function<String, T> reader) {
    return value == null ? null : required(field, value, reader);
  }

  /** The value as a {@code T}; otherwise as {@link #optional}. */
  public static <T> T required(String field, String value, Function<String, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw new FieldException(field, String.valueOf(e.getMessage()));
    }
  }

  /** An address that mail can be sent to: not the null sender. */
  static Address recipient(String field, String value) {
    Address address = required(field, value, Address::of);
    if (address.isNull()) {
      throw new FieldException(field, "a recipient cannot be empty");
    }
    return address;
  }

  /** A count from 1 to {@code max}; null is 0, no limit. */
  public static int count(String field, @Nullable Integer value, int max) {
    if (value == null) {
      return 0;
    }
    if (value < 1 || value > max) {
      throw new FieldException(field, value + " is out of range (1 to " + max + ")");
    }
    return value;
  }
}
