package io.postweiche.jms;

import io.postweiche.core.mail.Submission;

/** What an application posted, as far as it can be read. */
public sealed interface Post {
  /** A mail; whoever takes it closes its content. */
  @SuppressWarnings("JavaLangClash") // always Post.Readable; java.lang.Readable is not used here
  record Readable(Submission submission) implements Post {}

  /**
   * No mail.
   *
   * @param reason one line for the application's author: which property or JSON path, and what is
   *     wanted
   */
  record Unreadable(String reason) implements Post {}
}
