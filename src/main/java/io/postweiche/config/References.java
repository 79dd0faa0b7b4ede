package io.postweiche.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${env:NAME}} and {@code ${file:PATH}}; a doubled dollar sign before the brace
 * keeps it as text. No message of this class holds a value, only names.
 */
final class References {
  private static final Pattern OPENING = Pattern.compile("\\$?\\$\\{([^}]*)(}?)");

  private final Path folder;
  private final Function<String, @Nullable String> env;
  private final Sources sources;

  /** Takes the folder at which relative paths start. */
  References(Path folder, Function<String, @Nullable String> env, Sources sources) {
    this.folder = folder;
    this.env = env;
    this.sources = sources;
  }

  static boolean in(String text) {
    return text.contains("${");
  }

  /**
   * The text with its references filled in.
   *
   * @throws IllegalArgumentException with the reason, when one cannot be
   */
  String fill(String text) {
    Matcher found = OPENING.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (found.find()) {
      String whole = found.group();
      String value =
          whole.startsWith("$$")
              ? whole.substring(1)
              : value(whole, found.group(1), found.group(2));
      found.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return found.appendTail(filled).toString();
  }

  private String value(String whole, String inner, String closing) {
    if (closing.isEmpty()) {
      throw new IllegalArgumentException("'${' without its '}' (write $${ for a plain ${)");
    }
    if (inner.startsWith("env:")) {
      return variable(inner.substring(4));
    }
    if (inner.startsWith("file:")) {
      return file(inner.substring(5));
    }
    throw new IllegalArgumentException(
        "'" + whole + "' is neither ${env:NAME} nor ${file:PATH} (write $${ for a plain ${)");
  }

  private String variable(String name) {
    String value = env.apply(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "environment variable " + name + (value == null ? " is not set" : " is empty"));
    }
    return value;
  }

  private String file(String path) {
    try {
      byte[] content = sources.read(folder.resolve(path).normalize());
      String text = new String(content, StandardCharsets.UTF_8).replaceFirst("[\\r\\n]+$", "");
      if (text.isEmpty()) {
        throw new IllegalArgumentException("the file " + path + " is empty");
      }
      return text;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }
}
