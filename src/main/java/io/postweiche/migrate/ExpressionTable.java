package io.postweiche.migrate;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.SenderPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A table of regular expressions, regexp or pcre: those that {@link SenderExpression} can say. */
final class ExpressionTable implements Table {
  private static final Pattern RULE =
      Pattern.compile("([^\\w\\s!{])((?:\\\\.|(?!\\1).)*)\\1(\\w*)\\s+(.*)", Pattern.DOTALL);

  /** A line, or one of the patterns that it means. */
  private record Rule(SenderPattern pattern, Entry entry) {}

  private final List<Rule> rules = new ArrayList<>();

  static ExpressionTable of(Place start, String text, Notes notes) {
    ExpressionTable table = new ExpressionTable();
    int conditions = 0;
    for (LogicalLines.Line line : LogicalLines.of(text)) {
      Place place = new Place(start.file(), line.number());
      String word = Table.folded(line.text());
      if (word.matches("if\\b.*")) {
        conditions++;
        notes.leftOut(place, "if … endif around expressions; write its senders in 'senders'");
      } else if (word.matches("endif\\b.*")) {
        conditions--;
      } else if (conditions <= 0) {
        table.add(line.text(), place, notes);
      }
    }
    return table;
  }

  private void add(String text, Place place, Notes notes) {
    Matcher rule = RULE.matcher(text);
    String expression = rule.matches() ? rule.group(2) : "";
    Optional<List<SenderPattern>> patterns =
        rule.matches() ? SenderExpression.read(expression) : Optional.empty();
    if (patterns.isEmpty() || rule.group(4).matches(".*\\$[{(]?\\d.*")) {
      notes.leftOut(
          place,
          "this expression says more than a line of 'senders' can (address, domain, *.domain, *);"
              + " write its senders there, one a line");
      return;
    }
    if (rule.group(3).contains("i")) {
      notes.remark(place, "the letter case of senders does not count here");
    }
    String value = rule.group(4).strip();
    patterns.get().forEach(p -> rules.add(new Rule(p, new Entry(key(p), value, place))));
  }

  // as a table of keys would have it
  private static String key(SenderPattern pattern) {
    return pattern.kind() == SenderPattern.Kind.DOMAIN ? "@" + pattern : pattern.toString();
  }

  @Override
  public @Nullable Entry find(String key, boolean partial) {
    if (partial) {
      return null;
    }
    Optional<Address> address = address(key);
    return rules.stream()
        .filter(rule -> speaksOf(rule.pattern(), address))
        .map(Rule::entry)
        .findFirst()
        .orElse(null);
  }

  @Override
  public List<Entry> entries() {
    return rules.stream().map(Rule::entry).toList();
  }

  // what is no address, as <> or a relay's name, only an expression for everything can match
  private static boolean speaksOf(SenderPattern pattern, Optional<Address> address) {
    return pattern.kind() == SenderPattern.Kind.ANY || address.map(pattern::matches).orElse(false);
  }

  private static Optional<Address> address(String key) {
    try {
      return Optional.of(Address.of(key)).filter(a -> !a.isNull());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
