package io.postweiche.bounce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postweiche.core.mail.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a report says to a person, from {@code report-LANGUAGE.properties}. */
final class Wording {
  private static final Map<Language, Wording> ALL =
      Arrays.stream(Language.values()).collect(Collectors.toMap(Function.identity(), Wording::new));

  private final Properties sentences = new Properties();

  private Wording(Language language) {
    String file = "report-" + language.word() + ".properties";
    try (InputStream in = Wording.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      sentences.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Wording of(Language language) {
    return Objects.requireNonNull(ALL.get(language));
  }

  Set<String> keys() {
    return sentences.stringPropertyNames();
  }

  /** The sentence of that name. */
  String of(String group, String name) {
    String sentence = sentences.getProperty(group + "." + name);
    if (sentence == null) {
      throw new IllegalArgumentException("no sentence " + group + "." + name);
    }
    return sentence;
  }

  /** The same with {@code {0}} filled in. */
  String of(String group, String name, String value) {
    return of(group, name).replace("{0}", value);
  }

  /** Whether a word of ours has a sentence: a mail written by a newer router may bring others. */
  boolean has(String group, String name) {
    return sentences.getProperty(group + "." + name) != null;
  }
}
