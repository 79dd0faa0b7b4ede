package io.postweiche.core.mail;

import org.jspecify.annotations.Nullable;

/**
 * What must not be taken in, since its header could not be vouched for at every later attempt. Our
 * {@code Received} line stands in front of all that is read here.
 */
public final class Unfit {
  private Unfit() {}

  /**
   * Judges a message as it came: one that begins with a blank or a tab would be read on as the end
   * of the line we put in front, and with it whatever a client folds there.
   *
   * @return why it is unfit, for a person; null when it is not
   */
  public static @Nullable String asItCame(Headers headers) {
    HeaderBlock block = headers.block();
    boolean folded = block.length() > 0 && (block.octets()[0] == ' ' || block.octets()[0] == '\t');
    return folded
        ? "the message begins with a blank or tab: a header field (Name: value) wanted"
        : asStored(headers);
  }

  /**
   * Judges a message as it will lie in the queue, our line in front: {@code header-from} must find
   * the whole header at each attempt.
   *
   * @return why it is unfit, for a person; null when it is not
   */
  public static @Nullable String asStored(Headers headers) {
    return headers.complete()
        ? null
        : "the header of the message is larger than "
            + HeaderBlock.LARGEST
            + " octets or "
            + HeaderBlock.MOST_FIELDS
            + " fields";
  }
}
