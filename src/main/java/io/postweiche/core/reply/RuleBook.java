package io.postweiche.core.reply;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules in their order, arranged so that a reply is read once: phrases are looked up by the two
 * characters they begin with, at each place where a word begins.
 */
final class RuleBook {
  private record Entry(int id, int rank, ReplyRule rule, Phrase phrase) {}

  private final List<ReplyRule> withText = new ArrayList<>();
  private final List<ReplyRule> withoutText = new ArrayList<>();
  private final Map<Integer, List<Entry>> byStart = new HashMap<>();
  private int phrases;

  RuleBook(List<ReplyRule> rules) {
    for (ReplyRule rule : rules) {
      if (rule.text().isEmpty()) {
        withoutText.add(rule);
      } else {
        rule.text().forEach(text -> add(rule, Phrase.of(text)));
        withText.add(rule);
      }
    }
  }

  private void add(ReplyRule rule, Phrase phrase) {
    byStart
        .computeIfAbsent(start(phrase.head(), 0), start -> new ArrayList<>())
        .add(new Entry(phrases++, withText.size(), rule, phrase));
  }

  /**
   * The last line of a reply carries the reason, so it is asked first; then the whole text, because
   * some servers break a sentence over lines; then the rules that need no text.
   */
  Optional<ReplyRule> find(Stage stage, Reply reply) {
    Optional<ReplyRule> last = byText(stage, reply, ReplyText.last(reply));
    if (last.isPresent()) {
      return last;
    }
    if (reply.lines().size() > 1) {
      Optional<ReplyRule> all = byText(stage, reply, ReplyText.all(reply));
      if (all.isPresent()) {
        return all;
      }
    }
    return withoutText.stream()
        .filter(rule -> rule.admits(stage, reply.code(), reply.enhanced()))
        .findFirst();
  }

  private Optional<ReplyRule> byText(Stage stage, Reply reply, String text) {
    int best = Integer.MAX_VALUE;
    // When a tail does not follow the first place of its head it follows no later one either; to
    // ask once keeps the work linear on a reply that repeats a head a thousand times.
    BitSet failed = new BitSet(phrases);
    for (int i = 0; i + 1 < text.length(); i++) {
      if (!ReplyText.wordStart(text, i)) {
        continue;
      }
      for (Entry entry : byStart.getOrDefault(start(text, i), List.of())) {
        if (entry.rank < best
            && text.startsWith(entry.phrase.head(), i)
            && entry.rule.admits(stage, reply.code(), reply.enhanced())
            && !failed.get(entry.id)) {
          if (entry.phrase.tailFollows(text, i + entry.phrase.head().length())) {
            best = entry.rank;
          } else {
            failed.set(entry.id);
          }
        }
      }
    }
    return best == Integer.MAX_VALUE ? Optional.empty() : Optional.of(withText.get(best));
  }

  private static int start(String text, int at) {
    return text.charAt(at) << 16 | text.charAt(at + 1);
  }
}
