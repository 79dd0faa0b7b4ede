package io.postweiche.jms;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** By which an application names a mail, so that posting it twice sends it once. */
final class IdempotencyKey {
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /** Null for none. */
  static @Nullable String of(PostedProperties properties) throws JMSException, PostFault {
    String key = properties.text("idempotencyKey");
    if (key == null) {
      return null;
    }
    if (key.isBlank() || key.length() > LONGEST || key.matches("(?s).*\\p{Cntrl}.*")) {
      throw new PostFault(
          "property idempotencyKey",
          "1 to " + LONGEST + " characters without controls wanted, not '" + key + "'");
    }
    return key;
  }
}
