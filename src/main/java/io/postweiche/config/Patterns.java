package io.postweiche.config;

import io.postweiche.core.routing.SenderPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a list of sender patterns. */
final class Patterns {
  private Patterns() {}

  /** The patterns; none, and told, when there is none to use. */
  static List<SenderPattern> read(Value list) {
    return read(list, Patterns::pattern, (pattern, at) -> {});
  }

  /** The senders that somebody may use, {@code <>} among them; any when the list is absent. */
  static AllowedSenders allowed(@Nullable Value list) {
    return list == null
        ? AllowedSenders.ANY
        : new AllowedSenders(
            read(
                list,
                Patterns::of,
                (pattern, at) -> at.reading().allowed().add(new SenderReach.Allowed(pattern, at))));
  }

  private static List<SenderPattern> read(
      Value list, Function<String, SenderPattern> parser, BiConsumer<SenderPattern, Value> readTo) {
    List<SenderPattern> patterns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Value> items = list.items();
    if (list.isHollow()) {
      list.refuse("the list is empty; nobody could send");
    }
    for (Value item : items) {
      SenderPattern pattern = item.as(parser);
      if (pattern != null && !seen.add(canonical(pattern))) {
        item.refuse("'" + pattern + "' stands twice in this list");
      } else if (pattern != null) {
        patterns.add(pattern);
        readTo.accept(pattern, item);
      }
    }
    return patterns;
  }

  /**
   * Reads one pattern.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  static SenderPattern of(String text) {
    if (text.startsWith("*@") || text.startsWith("@")) { // "*@" would be one odd mailbox
      String domain = text.substring(text.indexOf('@') + 1);
      throw new IllegalArgumentException(
          "'" + text + "': the pattern for a whole domain is '" + domain + "'");
    }
    return Scalars.orElse(
        SenderPattern::of, text, " is no sender pattern (an address, a domain, *.domain or *)");
  }

  /** Equal for patterns that match the same senders. */
  static String canonical(SenderPattern pattern) {
    return pattern.toString().toLowerCase(Locale.ROOT);
  }

  private static SenderPattern pattern(String text) {
    SenderPattern pattern = of(text);
    if (pattern.kind() == SenderPattern.Kind.NULL_SENDER) {
      throw new IllegalArgumentException("the null sender is no pattern here; see null-sender");
    }
    return pattern;
  }
}
