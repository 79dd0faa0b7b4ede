package io.postweiche.config;

import io.postweiche.core.reply.ReplyRule;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.reply.Verdict.Fate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code replies:}, the operator's own verdicts on relays' replies. */
final class RepliesReader {
  private static final Map<String, Verdict> VERDICTS = verdicts();
  private static final Map<String, Stage> STAGES = stages();

  private final Section section;
  private final String place;

  private RepliesReader(Section section, String place) {
    this.section = section;
    this.place = place;
  }

  static List<ReplyRule> read(Section root) {
    List<ReplyRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Value item : root.items("replies")) {
      Section section = Section.of(item, "replies[]", item.at());
      String place = root.reading().faults().file().getFileName() + ":" + item.at().line();
      String name = section.read("name", "replies-" + (rules.size() + 1), RepliesReader::name);
      ReplyRule rule = new RepliesReader(section, place).rule(name);
      section.refuseOthers();
      if (!names.add(name)) {
        section.refuse("name", "the name '" + name + "' is taken");
      }
      rules.add(rule);
    }
    return rules;
  }

  private ReplyRule rule(String name) {
    List<Stage> stages = all("stage", Scalars.word(STAGES));
    List<String> codes = all("code", this::code);
    List<String> enhanced = all("enhanced", this::enhanced);
    List<String> text = all("text", this::phrase);
    Verdict verdict = section.read("verdict", Verdict.AMBIGUOUS, Scalars.word(VERDICTS));
    if (!section.has("verdict")) {
      section.missing("verdict", "what such a reply means");
    }
    if (!(section.has("code") || section.has("enhanced") || section.has("text"))) {
      section.missing("text", "a rule needs at least one of code, enhanced and text");
    }
    if (verdict.fate() == Fate.FINAL && codes.isEmpty() && !section.has("code")) {
      section.missing(
          "code", verdict.word() + " ends a mail: name the codes for which it may (5xx)");
    }
    return new ReplyRule(name, verdict, Set.copyOf(stages), codes, enhanced, text, place);
  }

  private <T> List<T> all(String key, Function<String, T> parser) {
    List<T> all = new ArrayList<>();
    Value value = section.find(key);
    if (value != null) {
      if (value.isHollow()) {
        value.refuse("at least one wanted");
      }
      for (Value item : value.itemsOrOne()) {
        T read = item.as(parser);
        if (read != null && !all.contains(read)) {
          all.add(read);
        }
      }
    }
    return all;
  }

  // the rule itself knows what it takes; asked one by one, so that a fault has its place

  private String code(String text) {
    return asked(text, List.of(text), List.of(), List.of());
  }

  private String enhanced(String text) {
    return asked(text, List.of(), List.of(text), List.of());
  }

  private String phrase(String text) {
    return asked(text, List.of(), List.of(), List.of(text));
  }

  private String asked(String value, List<String> code, List<String> enhanced, List<String> text) {
    ReplyRule rule =
        new ReplyRule("asked", Verdict.AMBIGUOUS, Set.of(), code, enhanced, text, place);
    return rule.text().isEmpty() ? value : rule.text().get(0);
  }

  private static String name(String text) {
    if (!text.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          Scalars.quoted(text) + " is no name of a rule (lower-case letters, digits and -)");
    }
    return text;
  }

  /** All but 'delivered': whatever a relay refuses has not been delivered. */
  private static Map<String, Verdict> verdicts() {
    Map<String, Verdict> words = new LinkedHashMap<>();
    Arrays.stream(Verdict.values())
        .filter(verdict -> verdict != Verdict.DELIVERED)
        .forEach(verdict -> words.put(verdict.word(), verdict));
    return words;
  }

  private static Map<String, Stage> stages() {
    Map<String, Stage> words = new LinkedHashMap<>();
    Arrays.stream(Stage.values()).forEach(stage -> words.put(stage.name(), stage));
    return words;
  }
}
