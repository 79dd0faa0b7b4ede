package io.postweiche.core.mail;

import java.util.Locale;

/** Why a mail is a dead letter; names its queue {@code mail.dead.REASON}. */
public enum DeadReason {
  SENDER_NOT_ALLOWED,
  RECIPIENT_REFUSED,
  CONTENT_REFUSED,
  TOO_LARGE,
  EXPIRED,
  UNROUTABLE,
  MALFORMED;

  /** As users see it: {@code sender-not-allowed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
