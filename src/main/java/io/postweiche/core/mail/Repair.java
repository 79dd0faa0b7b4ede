package io.postweiche.core.mail;

import java.util.Locale;

/** What may be mended in a header when the configuration says so. */
public enum Repair {
  /** A {@code Date} where there is none: the time of acceptance. */
  DATE,
  /** A {@code Message-ID} where there is none. */
  MESSAGE_ID,
  /** A display name of {@code From} with raw 8-bit octets, or an {@code @} outside quotes. */
  ENCODE_FROM;

  /** As users write and see it: {@code message-id}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
