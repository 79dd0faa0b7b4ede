package io.postweiche.alert;

import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.Sentences;
import java.util.Map;
import java.util.Objects;

/** What an alert says to a person, from {@code alert-LANGUAGE.properties}. */
final class Wording {
  private static final Map<Language, Sentences> ALL = Sentences.beside(Wording.class, "alert");

  private Wording() {}

  static Sentences of(Language language) {
    return Objects.requireNonNull(ALL.get(language));
  }
}
