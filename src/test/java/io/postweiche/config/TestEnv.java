package io.postweiche.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment of the tests. */
final class TestEnv {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "POSTWEICHE_EMPTY", "",
          "POSTWEICHE_SECRET", "hunter2 hunter3",
          "POSTWEICHE_PASSWORD", "geheim",
          "POSTWEICHE_PORT", "2587");

  private TestEnv() {}

  static @Nullable String get(String name) {
    return VARIABLES.get(name);
  }
}
