package io.postweiche.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An enum's constants by the words of the configuration: lower case with hyphens, in their order.
 */
final class Choices {
  private Choices() {}

  static <E extends Enum<E>> Map<String, E> of(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants())
        .forEach(c -> words.put(c.name().toLowerCase(Locale.ROOT).replace('_', '-'), c));
    return words;
  }
}
