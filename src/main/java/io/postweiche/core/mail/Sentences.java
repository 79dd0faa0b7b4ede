package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is said to a person in one language, from a file beside the class that says it. */
public final class Sentences {
  private final Properties sentences = new Properties();

  private Sentences(Class<?> owner, String file) {
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      sentences.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of each language, from {@code NAME-LANGUAGE.properties}. */
  public static Map<Language, Sentences> beside(Class<?> owner, String name) {
    return Arrays.stream(Language.values())
        .collect(
            Collectors.toUnmodifiableMap(
                Function.identity(),
                language -> new Sentences(owner, name + "-" + language.word() + ".properties")));
  }

  public Set<String> keys() {
    return sentences.stringPropertyNames();
  }

  public boolean has(String key) {
    return sentences.getProperty(key) != null;
  }

  /**
   * The sentence of that name, with {@code {0}}, {@code {1}} and so on filled in.
   *
   * @throws IllegalArgumentException where there is none
   */
  public String of(String key, String... values) {
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
