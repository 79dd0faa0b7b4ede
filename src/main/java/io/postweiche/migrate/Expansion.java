package io.postweiche.migrate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code $name}, {@code ${name}}, {@code $(name)}, {@code ${name?text}}, {@code
 * ${name:text}}, {@code ${name?{text}:{text}}} and {@code ${{a} == {b} ? {text} : {text}}}
 * (postconf(5)); {@code $$} is a dollar. A name that nobody set is empty.
 */
final class Expansion {
  /** Two texts on each side of a word, and what stands behind. */
  private record Payload(String text, String rest) {}

  private final Function<String, @Nullable String> values;
  private final Deque<String> open = new ArrayDeque<>();
  private @Nullable String cycle;

  private Expansion(Function<String, @Nullable String> values) {
    this.values = values;
  }

  /**
   * The text with every reference replaced.
   *
   * @param values the value of a name as written; null when it has none
   * @throws IllegalArgumentException when names refer to each other in a circle, naming it, or when
   *     a bracket is not closed
   */
  static String of(String text, Function<String, @Nullable String> values) {
    Expansion expansion = new Expansion(values);
    String expanded = expansion.expand(text);
    if (expansion.cycle != null) {
      throw new IllegalArgumentException(
          "'$' goes in a circle: " + expansion.cycle + "; Postfix stops with an error there");
    }
    return expanded;
  }

  private String expand(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (c != '$') {
        out.append(c);
        at++;
      } else if (next == '$') {
        out.append('$');
        at += 2;
      } else if (next == '{' || next == '(') {
        int end = closing(text, at + 1);
        out.append(braced(text.substring(at + 2, end)));
        at = end + 1;
      } else {
        int end = nameEnd(text, at + 1);
        out.append(end == at + 1 ? "$" : value(text.substring(at + 1, end)));
        at = end;
      }
    }
    return out.toString();
  }

  private String braced(String body) {
    if (body.stripLeading().startsWith("{")) {
      return relation(body.strip());
    }
    int end = nameEnd(body, 0);
    String value = value(body.substring(0, end));
    String rest = body.substring(end).strip();
    if (rest.startsWith("?")) {
      return choice(!value.isEmpty(), rest.substring(1));
    }
    if (rest.startsWith(":")) {
      return value.isEmpty() ? expand(alone(rest.substring(1))) : "";
    }
    return value;
  }

  private String relation(String body) {
    Payload left = payload(body);
    String operator = left.rest().replaceAll("(?s)^([<>!=]+).*", "$1");
    Payload right = payload(left.rest().substring(operator.length()).stripLeading());
    boolean holds = compare(expand(left.text()), operator, expand(right.text()));
    if (right.rest().startsWith("?")) {
      return choice(holds, right.rest().substring(1));
    }
    if (right.rest().startsWith(":")) {
      return holds ? "" : expand(alone(right.rest().substring(1)));
    }
    return holds ? "bool:true" : "";
  }

  private static boolean compare(String left, String operator, String right) {
    boolean numbers = left.matches("\\d{1,18}") && right.matches("\\d{1,18}");
    int order =
        numbers ? Long.compare(Long.parseLong(left), Long.parseLong(right)) : left.compareTo(right);
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new IllegalArgumentException("'" + operator + "' compares nothing");
    };
  }

  private String choice(boolean first, String texts) {
    String rest = texts.stripLeading();
    if (!rest.startsWith("{")) {
      return first ? expand(texts) : "";
    }
    Payload one = payload(rest);
    if (first) {
      return expand(one.text().strip());
    }
    return one.rest().startsWith(":") ? expand(alone(one.rest().substring(1))) : "";
  }

  /** A text, or what braces around it hold. */
  private static String alone(String text) {
    String bare = text.strip();
    return bare.startsWith("{") ? payload(bare).text().strip() : text;
  }

  private static Payload payload(String braced) {
    if (!braced.startsWith("{")) {
      throw new IllegalArgumentException("'{' wanted in a '${...}'");
    }
    int end = closing(braced, 0);
    return new Payload(braced.substring(1, end), braced.substring(end + 1).stripLeading());
  }

  private String value(String name) {
    if (open.contains(name)) {
      if (cycle == null) {
        cycle = String.join(" -> ", (Iterable<String>) open::descendingIterator) + " -> " + name;
      }
      return "";
    }
    String written = values.apply(name);
    if (written == null) {
      return "";
    }
    open.push(name);
    String expanded = expand(written);
    open.pop();
    return expanded;
  }

  private static int closing(String text, int opening) {
    char open = text.charAt(opening);
    char close = open == '{' ? '}' : ')';
    int depth = 0;
    for (int at = opening; at < text.length(); at++) {
      depth += text.charAt(at) == open ? 1 : text.charAt(at) == close ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("a '" + open + "' behind '$' is not closed");
  }

  private static int nameEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOfName(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
}
