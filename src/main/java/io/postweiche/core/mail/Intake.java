package io.postweiche.core.mail;

import org.jspecify.annotations.Nullable;

/** Where an ingress hands a mail over; the implementation is the route {@code accept-smtp}. */
public interface Intake {
  /**
   * Returns only after the broker has the mail on disk, or says why it has not. Closes nothing: the
   * content stays the caller's.
   */
  Receipt accept(Submission submission);

  /**
   * Whether a mail of so many octets can be stored now, 0 when that is not known; asked before DATA
   * so that a full disk costs no upload.
   */
  Receipt ready(long octets);

  /** As {@link #ready}, for who must not wait: null when the answer is not at hand. */
  default @Nullable Receipt readyAtOnce(long octets) {
    return null;
  }
}
