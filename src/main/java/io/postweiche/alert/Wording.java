package io.postweiche.alert;

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

/** What an alert says to a person, from {@code alert-LANGUAGE.properties}. */
final class Wording {
  private static final Map<Language, Wording> ALL =
      Arrays.stream(Language.values()).collect(Collectors.toMap(Function.identity(), Wording::new));

  private final Properties sentences = new Properties();

  private Wording(Language language) {
    String file = "alert-" + language.word() + ".properties";
    try (InputStream in = Wording.class.getResourceAsStream(file)) {
      sentences.load(new InputStreamReader(Objects.requireNonNull(in, file), UTF_8));
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

  /** The sentence of that name, with {@code {0}}, {@code {1}} and so on filled in. */
  String of(String key, String... values) {
    String sentence = sentences.getProperty(key);
    if (sentence == null) {
      throw new IllegalArgumentException("no sentence " + key);
    }
    for (int i = 0; i < values.length; i++) {
      sentence = sentence.replace("{" + i + "}", values[i]);
    }
    return sentence;
  }
}
