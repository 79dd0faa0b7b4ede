package io.postweiche.jms;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Submission;
import org.jspecify.annotations.Nullable;

/** What an application posted, as far as it can be read. */
public sealed interface Post {
  /**
   * The body of the post as it came, when it was too large to be read again from the message;
   * whoever takes the post closes it.
   */
  @Nullable Content taken();

  /**
   * A mail; whoever takes it closes its content.
   *
   * @param key the application's {@code idempotencyKey}; null for none
   */
  @SuppressWarnings("JavaLangClash") // always Post.Readable; java.lang.Readable is not used here
  record Readable(Submission submission, @Nullable Content taken, @Nullable String key)
      implements Post {}

  /**
   * No mail.
   *
   * @param reason one line for the application's author: which property or JSON path, and what is
   *     wanted
   */
  record Unreadable(String reason, @Nullable Content taken) implements Post {}
}
