package io.postweiche.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The known word that a mistyped one was meant to be. */
public final class Nearest {
  private Nearest() {}

  /** {@code ; did you mean 'X'?}, or nothing when no known word is near. */
  public static String hint(String word, Collection<String> known) {
    int tolerated = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(k -> distance(word, k) <= tolerated)
        .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
        .map(k -> "; did you mean '" + k + "'?")
        .orElse("");
  }

  /** Edits between two words: a letter more, less, another, or two neighbours swapped. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) > 20) {
      return Integer.MAX_VALUE; // no need to fill a table for a key of a megabyte
    }
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = cell(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cell(int[][] edits, String a, String b, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
    least = Math.min(least, edits[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
