package io.postweiche.migrate;

import java.util.ArrayList;
import java.util.List;

/** Parts a value at blanks and commas, but not inside braces. */
final class Words {
  private Words() {}

  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '{' ? 1 : c == '}' && depth > 0 ? -1 : 0;
      if (depth == 0 && (Character.isWhitespace(c) || c == ',')) {
        flush(word, words);
      } else {
        word.append(c);
      }
    }
    flush(word, words);
    return words;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
