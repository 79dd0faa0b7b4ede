package io.postweiche.core.reply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads rules from text: a line a rule with the columns name, verdict, stages, codes, enhanced
 * codes and phrases, separated by white space; {@code *} is 'any', {@code ?} the unknown stage. A
 * line that begins with {@code |} carries phrases of the rule above, {@code #} a comment.
 */
public final class RuleFile {
  private static final int COLUMNS = 6;

  private RuleFile() {}

  /**
   * The rules in the order of the file.
   *
   * @param name of the file, for what is told of a rule
   * @throws IllegalArgumentException naming the line (from 1) and the fault
   */
  public static List<ReplyRule> parse(String name, String text) {
    List<ReplyRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (isRule(lines.get(i))) {
        rules.add(rule(withMorePhrases(lines, i), name, i + 1, names));
      }
    }
    return List.copyOf(rules);
  }

  private static boolean isRule(String line) {
    return !line.isEmpty() && !line.startsWith("#") && !line.startsWith("|");
  }

  private static String withMorePhrases(List<String> lines, int at) {
    StringBuilder all = new StringBuilder(lines.get(at));
    for (int i = at + 1; i < lines.size() && lines.get(i).startsWith("|"); i++) {
      all.append(' ').append(lines.get(i));
    }
    return all.toString();
  }

  private static ReplyRule rule(String line, String file, int number, Set<String> names) {
    String[] columns = line.split("\\s+", COLUMNS);
    try {
      if (columns.length < COLUMNS) {
        throw new IllegalArgumentException(
            "name, verdict, stages, codes, enhanced codes and text wanted");
      }
      if (!names.add(columns[0])) {
        throw new IllegalArgumentException("the name '" + columns[0] + "' is taken");
      }
      return new ReplyRule(
          columns[0],
          Verdict.ofWord(columns[1]),
          stages(columns[2]),
          list(columns[3], ","),
          list(columns[4], ","),
          phrases(columns[5]),
          file + ":" + number);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
    }
  }

  private static List<String> list(String column, String separator) {
    return column.equals("*")
        ? List.of()
        : Arrays.stream(column.split(separator))
            .map(value -> value.strip().replaceAll("\\s+", " "))
            .toList();
  }

  private static List<String> phrases(String column) {
    String text = column.startsWith("|") ? column.substring(1) : column;
    return list(text, "\\|");
  }

  private static Set<Stage> stages(String column) {
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    for (String word : list(column, ",")) {
      stages.add(stage(word));
    }
    return stages;
  }

  private static Stage stage(String word) {
    return Arrays.stream(Stage.values())
        .filter(stage -> stage.name().equals(word.equals("?") ? "UNKNOWN" : word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stage is called '" + word + "'"));
  }
}
