package io.postweiche.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A place in the configuration file; line and column count from 1, columns in code points. */
record Position(int line, int column) {
  static final Position START = new Position(1, 1);

  static Position of(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(START);
  }

  /** The place behind this text. */
  static Position behind(String text) {
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    int start = text.lastIndexOf('\n') + 1;
    return new Position(line, text.codePointCount(start, text.length()) + 1);
  }
}
