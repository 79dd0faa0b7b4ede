package io.postweiche.core.mail;

import java.util.Locale;

/** What can happen to a mail; the word of an event, of the log and of a metric. */
public enum EventType {
  ACCEPTED,
  DELIVERED,
  DEFERRED,
  REFUSED,
  MOVED,
  DEAD,
  REPLAYED,
  DISCARDED,
  REPORTED,
  /** A post was a repeat, and nothing came of it; tells of the mail of the first. */
  DUPLICATE,
  MALFORMED;

  /** As users see it: {@code delivered}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
