package io.postweiche.core.mail;

import java.util.Locale;

/** The languages in which a report speaks to a person. */
public enum Language {
  DE,
  EN;

  /** As users write it: {@code de}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
