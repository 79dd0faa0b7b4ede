package io.postweiche.core.alert;

import java.util.Locale;

/** What an alert is about; the words of {@code alerts.on}. */
public enum Cause {
  /** A relay does not take mail of a sender, or no relay may carry it. */
  SENDER_REFUSED,
  /** A relay refuses its account's login, or has blocked the account. */
  LOGIN_REFUSED,
  /** A mail lies among the dead letters. */
  DEAD_LETTER;

  /** As users see it: {@code sender-refused}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
