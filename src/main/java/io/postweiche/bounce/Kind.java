package io.postweiche.bounce;

import io.postweiche.core.mail.DsnWish;
import java.util.Locale;

/** What a report tells of its recipients; the word is RFC 3464's Action. */
public enum Kind {
  /** Not delivered, and not tried again. */
  FAILED,
  /** Not delivered yet, and still being tried. */
  DELAYED,
  /** Taken by a relay that will not tell of its delivery (RFC 3461 section 5.2.2). */
  RELAYED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean wanted(DsnWish wish) {
    return switch (this) {
      case FAILED -> wish.ofFailure();
      case DELAYED -> wish.ofDelay();
      case RELAYED -> wish.ofSuccess();
    };
  }
}
