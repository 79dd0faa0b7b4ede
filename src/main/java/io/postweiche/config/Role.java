package io.postweiche.config;

import java.util.Locale;

/** What somebody who logged in to the console or the API may do. */
public enum Role {
  /** Look at everything but the text of messages; change nothing. */
  VIEW,
  /** Whatever {@link #VIEW} may, read messages, replay, discard, suspend, submit. */
  OPERATE;

  /** As the configuration and the API write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this role may do what is offered to {@code wanted}. */
  public boolean covers(Role wanted) {
    return compareTo(wanted) >= 0;
  }
}
