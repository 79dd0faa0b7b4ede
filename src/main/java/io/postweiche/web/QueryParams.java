package io.postweiche.web;

import io.javalin.http.Context;
import io.postweiche.config.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request, read strictly: a misspelt filter must not widen what is meant. */
final class QueryParams {
  private final Map<String, List<String>> values;

  private QueryParams(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * The query, which may hold only these keys.
   *
   * @throws ProblemException 400 naming an unknown key
   */
  static QueryParams of(Context ctx, Set<String> known) {
    Map<String, List<String>> values = ctx.queryParamMap();
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new ProblemException(
            400, "unknown query parameter '" + key + "'" + Nearest.hint(key, known));
      }
    }
    return new QueryParams(values);
  }

  static void none(Context ctx) {
    of(ctx, Set.of());
  }

  List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  @Nullable String one(String key) {
    List<String> found = all(key);
    if (found.size() > 1) {
      throw new FieldException(key, "given " + found.size() + " times");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  String required(String key) {
    String found = one(key);
    if (found == null) {
      throw new FieldException(key, "is missing");
    }
    return found;
  }

  /** A whole number between the bounds, or {@code absent}. */
  int number(String key, int absent, int min, int max) {
    String text = one(key);
    if (text == null) {
      return absent;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      throw new FieldException(key, "'" + text + "' is no number from " + min + " to " + max);
    }
    return Integer.parseInt(text);
  }

  FilterBody filter() {
    return new FilterBody(
        one("reason"),
        one("sender"),
        one("domain"),
        one("relay"),
        one("recipient"),
        one("since"),
        values.get("id"));
  }
}
