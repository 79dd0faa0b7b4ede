package io.postweiche.migrate;

import io.postweiche.core.routing.SenderPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a regular expression over a whole sender address means as patterns of {@code senders}, where
 * it means just that: an address, a domain, all below a domain, everything.
 */
final class SenderExpression {
  private static final Pattern GROUP = Pattern.compile("\\((?:\\?:)?([^()|]+(?:\\|[^()|]+)+)\\)");
  private static final String WORD = "[A-Za-z0-9_-]+";
  private static final String DOMAIN = "(" + WORD + "(?:\\\\\\." + WORD + ")*)";
  private static final String LOCAL = "((?:" + WORD + "|\\\\[.+]|=)+)";
  private static final String ANYTHING = "(?:\\^?\\.[*+])?";
  private static final Pattern EVERY =
      Pattern.compile("\\^?(?:\\.[*+]?)?\\$?|\\^?\\.[*+]?@\\.[*+]?\\$?");
  private static final Pattern OF_DOMAIN = Pattern.compile(ANYTHING + "@" + DOMAIN + "\\$");
  private static final Pattern BELOW =
      Pattern.compile(
          ANYTHING + "(?:@(?:\\.[*+]|\\(\\.[*+]\\)|\\[\\^@]\\+))?\\\\\\." + DOMAIN + "\\$");
  private static final Pattern BOTH =
      Pattern.compile(
          ANYTHING
              + "(?:\\[@\\\\?\\.]|@\\((?:\\?:)?\\.[*+]\\\\\\.\\)\\?|\\(@\\|\\\\\\.\\))"
              + DOMAIN
              + "\\$");
  private static final Pattern ADDRESS = Pattern.compile("\\^" + LOCAL + "@" + DOMAIN + "\\$");

  private SenderExpression() {}

  /** The patterns; none when it cannot be said by them. */
  static Optional<List<SenderPattern>> read(String expression) {
    List<SenderPattern> patterns = new ArrayList<>();
    for (String one : alternatives(expression)) {
      List<SenderPattern> meant = simple(one.replace("\\@", "@").replace("\\-", "-"));
      if (meant.isEmpty()) {
        return Optional.empty();
      }
      patterns.addAll(meant);
    }
    return Optional.of(patterns);
  }

  /** {@code @(a|b)\.de$} as {@code @a\.de$} and {@code @b\.de$}. */
  private static List<String> alternatives(String expression) {
    Matcher group = GROUP.matcher(expression);
    if (!group.find() || group.group(1).equals("@|\\.")) {
      return List.of(expression);
    }
    List<String> all = new ArrayList<>();
    for (String word : group.group(1).split("\\|")) {
      String one =
          expression.substring(0, group.start()) + word + expression.substring(group.end());
      all.addAll(alternatives(one));
    }
    return all;
  }

  private static List<SenderPattern> simple(String expression) {
    if (EVERY.matcher(expression).matches()) {
      return List.of(SenderPattern.of("*"));
    }
    Matcher address = ADDRESS.matcher(expression);
    if (address.matches()) {
      return List.of(SenderPattern.of(plain(address.group(1)) + "@" + plain(address.group(2))));
    }
    Matcher domain = OF_DOMAIN.matcher(expression);
    if (domain.matches()) {
      return List.of(SenderPattern.of(plain(domain.group(1))));
    }
    Matcher below = BELOW.matcher(expression);
    if (below.matches()) {
      return List.of(SenderPattern.of("*." + plain(below.group(1))));
    }
    Matcher both = BOTH.matcher(expression);
    return both.matches()
        ? List.of(
            SenderPattern.of(plain(both.group(1))), SenderPattern.of("*." + plain(both.group(1))))
        : List.of();
  }

  private static String plain(String escaped) {
    return escaped.replace("\\", "");
  }
}
