package io.postweiche.core.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Charsets by the names mail uses. Not {@code Charset.forName}: that searches the class path anew
 * for each unknown name, and the names come from strangers.
 */
final class MimeCharsets {
  private MimeCharsets() {}

  static @Nullable Charset find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "utf-8", "utf8" -> StandardCharsets.UTF_8;
      case "us-ascii" -> StandardCharsets.US_ASCII;
      case "iso-8859-1" -> StandardCharsets.ISO_8859_1;
      default -> All.BY_NAME.get(lower);
    };
  }

  /** Filled at the first unusual name. */
  private static final class All {
    static final Map<String, Charset> BY_NAME = new HashMap<>();

    static {
      for (Charset charset : Charset.availableCharsets().values()) {
        charset.aliases().forEach(alias -> put(alias, charset));
        put(charset.name(), charset);
      }
    }

    private static void put(String name, Charset charset) {
      BY_NAME.put(name.toLowerCase(Locale.ROOT), charset);
    }
  }
}
