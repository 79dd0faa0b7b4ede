package io.postweiche.bounce;

import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.Sentences;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a report says to a person, from {@code report-LANGUAGE.properties}.
 *
 * @param sentences named {@code GROUP.NAME}
 */
record Wording(Sentences sentences) {
  private static final Map<Language, Sentences> ALL = Sentences.beside(Wording.class, "report");

  static Wording of(Language language) {
    return new Wording(Objects.requireNonNull(ALL.get(language)));
  }

  Set<String> keys() {
    return sentences.keys();
  }

  /** The sentence of that name, with {@code {0}} filled in. */
  String of(String group, String name, String... value) {
    return sentences.of(group + "." + name, value);
  }

  /** Whether a word of ours has a sentence: a mail written by a newer router may bring others. */
  boolean has(String group, String name) {
    return sentences.has(group + "." + name);
  }
}
