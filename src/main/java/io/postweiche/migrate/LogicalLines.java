package io.postweiche.migrate;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines as Postfix reads them (postconf(5), postmap(1)): one that begins with a blank goes on with
 * the line above; comments and empty lines count for nothing, in the middle of a line too.
 */
final class LogicalLines {
  /** One of them, trimmed, and the number of its first physical line. */
  record Line(String text, int number) {}

  private LogicalLines() {}

  static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int begun = 0;
    int number = 0;
    for (String physical : text.split("\r?\n", -1)) {
      number++;
      if (physical.isBlank() || physical.stripLeading().startsWith("#")) {
        continue;
      }
      if (!Character.isWhitespace(physical.charAt(0))) {
        close(open, begun, lines);
        begun = number;
      }
      // one that goes on with nothing is passed over, as by Postfix
      if (begun > 0) {
        open.append(physical);
      }
    }
    close(open, begun, lines);
    return lines;
  }

  private static void close(StringBuilder open, int begun, List<Line> lines) {
    if (!open.isEmpty()) {
      lines.add(new Line(open.toString().strip(), begun));
      open.setLength(0);
    }
  }
}
