package io.postweiche.core.reply;

import java.util.Locale;

/** What a relay's reply means; the words of {@code explain-reply} and of every history. */
public enum Verdict {
  DELIVERED(Fate.DONE),
  /** This account may not send for this sender: next candidate at once, remembered. */
  SENDER_NOT_ALLOWED(Fate.NEXT_CANDIDATE),
  /** The sender's domain or address is unusable everywhere, for example without MX or A. */
  SENDER_INVALID(Fate.NEXT_CANDIDATE),
  AUTHENTICATION_FAILED(Fate.RELAY_FAULT),
  ACCOUNT_PROBLEM(Fate.RELAY_FAULT),
  TLS_REQUIRED(Fate.RELAY_FAULT),
  /** No connection, a time-out, a broken TLS handshake, a reply out of protocol. */
  RELAY_UNREACHABLE(Fate.RELAY_FAULT),
  RATE_LIMITED(Fate.LATER),
  TEMPORARY(Fate.LATER),
  MAILBOX_FULL(Fate.LATER),
  RECIPIENT_REFUSED(Fate.FINAL),
  CONTENT_REFUSED(Fate.FINAL),
  TOO_LARGE(Fate.NEXT_CANDIDATE),
  /** The relay does not relay for us to that recipient. */
  RELAY_DENIED(Fate.NEXT_CANDIDATE),
  /** Our address or the relay's is on a block list. */
  RELAY_BLOCKED(Fate.NEXT_CANDIDATE),
  AMBIGUOUS(Fate.LATER);

  /** What follows from a verdict for the recipient it concerns. */
  public enum Fate {
    DONE,
    NEXT_CANDIDATE,
    RELAY_FAULT,
    LATER,
    FINAL
  }

  private final Fate fate;

  Verdict(Fate fate) {
    this.fate = fate;
  }

  public Fate fate() {
    return fate;
  }

  /**
   * The verdict of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Verdict ofWord(String word) {
    for (Verdict verdict : values()) {
      if (verdict.word().equals(word)) {
        return verdict;
      }
    }
    throw new IllegalArgumentException("no verdict is called '" + word + "'");
  }

  /** As users see it: {@code sender-not-allowed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
