package io.postweiche.migrate;

import io.postweiche.migrate.Note.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is told about an import, each once. */
final class Notes {
  private final Set<Note> all = new LinkedHashSet<>();

  void leftOut(Place place, String message) {
    all.add(new Note(Kind.LEFT_OUT, place, oneLine(message)));
  }

  void remark(Place place, String message) {
    all.add(new Note(Kind.REMARK, place, oneLine(message)));
  }

  /** What was left out first, each by its place. */
  List<Note> inOrder() {
    List<Note> notes = new ArrayList<>(all);
    notes.sort(
        Comparator.comparing(Note::kind)
            .thenComparing(n -> n.place().file())
            .thenComparing(n -> n.place().line()));
    return notes;
  }

  // it goes into a comment of the file: a line end in it would end the comment
  private static String oneLine(String message) {
    return message.replaceAll("[\\p{Cntrl}\u2028\u2029\u0085]+", " ");
  }
}
