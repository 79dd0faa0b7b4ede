package io.postweiche.sandbox;

import io.postweiche.core.mail.Address;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A failure that an operator can ask for by a recipient's local part, at any domain. */
enum Trial {
  REFUSED(Say.RECIPIENT_REFUSED),
  FULL(Say.MAILBOX_FULL),
  LATER(Say.TRY_LATER),
  LIMIT(Say.LIMIT_REACHED),
  /** Refused at the end of data. */
  CONTENT(null),
  /** Taken, two seconds late. */
  SLOW(null),
  NONE(null);

  private final @Nullable Say atRcpt;

  Trial(@Nullable Say atRcpt) {
    this.atRcpt = atRcpt;
  }

  static Trial of(Address recipient) {
    String local = recipient.localPart().toUpperCase(Locale.ROOT);
    for (Trial trial : values()) {
      if (trial != NONE && trial.name().equals(local)) {
        return trial;
      }
    }
    return NONE;
  }

  /** What RCPT is answered with instead of being taken; null when it is taken. */
  @Nullable Say atRcpt() {
    return atRcpt;
  }
}
