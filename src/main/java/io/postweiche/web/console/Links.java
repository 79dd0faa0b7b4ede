package io.postweiche.web.console;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Addresses within the console. */
public final class Links {
  private Links() {}

  /** For a path or a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A search by somebody's address, id or Message-ID. */
  public static String search(String text) {
    return "/mails?q=" + encoded(text);
  }

  /** The story of a mail. */
  public static String mail(String id) {
    return "/mails/" + encoded(id);
  }

  /** A dead letter. */
  public static String dead(String id) {
    return "/dead/" + encoded(id);
  }

  /** What a list is narrowed to; the fields that are not empty. */
  public record Filter(Map<String, String> fields) {
    static Filter of(Context ctx, String... names) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (String name : names) {
        String value = Forms.stripped(ctx.queryParam(name));
        if (value != null) {
          fields.put(name, value);
        }
      }
      return new Filter(fields);
    }

    public String get(String name) {
      return fields.getOrDefault(name, "");
    }

    public boolean isEmpty() {
      return fields.isEmpty();
    }

    /** The address of this list, with one field set otherwise; null takes it out. */
    public String link(String path, String name, @Nullable String value) {
      Map<String, String> other = new LinkedHashMap<>(fields);
      if (value == null) {
        other.remove(name);
      } else {
        other.put(name, value);
      }
      return other.isEmpty()
          ? path
          : other.entrySet().stream()
              .map(field -> field.getKey() + "=" + encoded(field.getValue()))
              .collect(Collectors.joining("&", path + "?", ""));
    }
  }
}
