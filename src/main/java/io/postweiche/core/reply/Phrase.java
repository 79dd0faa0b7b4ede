package io.postweiche.core.reply;

import java.util.ArrayList;
import java.util.List;

/**
 * Words to be found in a reply: pieces that follow each other, with anything between two of them.
 * Each piece begins where a word begins and may end inside one ({@code block} finds {@code
 * blocked}). No regular expression: the work grows with the length of the reply and nothing else.
 */
record Phrase(List<String> pieces) {
  private static final int SHORTEST = 2;

  Phrase {
    pieces = List.copyOf(pieces);
  }

  /** Reads {@code sender address * not owned}; {@code *} stands for anything. */
  static Phrase of(String text) {
    List<String> pieces = new ArrayList<>();
    for (String piece : text.split("\\*", -1)) {
      if (piece.strip().length() < SHORTEST) {
        throw new IllegalArgumentException("a phrase too short to mean anything: '" + text + "'");
      }
      pieces.add(piece.strip());
    }
    return new Phrase(pieces);
  }

  String head() {
    return pieces.get(0);
  }

  /** Whether the pieces behind the first one follow in {@code text} from {@code from} on. */
  boolean tailFollows(String text, int from) {
    int at = from;
    for (String piece : pieces.subList(1, pieces.size())) {
      at = find(text, piece, at);
      if (at < 0) {
        return false;
      }
      at += piece.length();
    }
    return true;
  }

  private static int find(String text, String piece, int from) {
    int at = text.indexOf(piece, from);
    while (at >= 0 && !ReplyText.wordStart(text, at)) {
      at = text.indexOf(piece, at + 1);
    }
    return at;
  }
}
