package io.postweiche.migrate;

import java.nio.file.Path;
import java.util.List;

/** Writes YAML that reads back as it was meant. */
final class Yaml {
  private final StringBuilder out = new StringBuilder();

  /** A line, indented by so many levels. */
  Yaml line(int level, String text) {
    out.append("  ".repeat(level)).append(text).append('\n');
    return this;
  }

  Yaml key(int level, String key, String value) {
    return line(level, scalar(key) + ": " + value);
  }

  Yaml empty() {
    out.append('\n');
    return this;
  }

  /** Plain where that is safe, else in double quotes. */
  static String scalar(String text) {
    boolean word =
        text.matches("[A-Za-z/][A-Za-z0-9_./@+-]*|[0-9]+[A-Za-z]*|[0-9][0-9.:/]*[.:/][0-9]+");
    boolean odd =
        text.matches(
            "(?i)true|false|null|yes|no|on|off|y|n|~|[0-9]+e[0-9]+|0[0-9]+|0x.*|[0-9:]+:[0-9:]+");
    if (word && !odd) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == '\u007f' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString().replace("${", "$${");
  }

  /** A file, wherever the configuration comes to lie. */
  static String path(Path file) {
    return scalar(file.toAbsolutePath().normalize().toString());
  }

  /** One, or a list in brackets. */
  static String oneOrList(List<String> texts) {
    return texts.size() == 1 ? scalar(texts.get(0)) : list(texts);
  }

  static String list(List<String> texts) {
    return "[" + String.join(", ", texts.stream().map(Yaml::scalar).toList()) + "]";
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
