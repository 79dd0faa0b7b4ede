package io.postweiche.config;

/** What a listener does with a CR or LF that stands alone in a message (RFC 5321 section 2.3.8). */
public enum LineEndings {
  /** The message is refused. */
  REFUSE,
  /** Each becomes CRLF; where the message ends is not touched by that. */
  NORMALISE
}
