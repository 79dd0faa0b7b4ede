package io.postweiche.migrate;

import io.postweiche.config.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Postfix's configuration as ours.
 *
 * @param yaml the text of {@code postweiche.yaml}; empty when Postfix names no relay at all
 * @param secrets passwords, by the file they belong in, relative to that of the YAML
 * @param notes what was left out, and what to know
 * @param relays how many accounts there are
 * @param senders how many lines of {@code senders} there are
 */
public record PostfixImport(
    String yaml, Map<String, Secret> secrets, List<Note> notes, int relays, int senders) {

  /**
   * Reads {@code main.cf}, the {@code master.cf} beside it and the tables they name.
   *
   * @throws IOException with a reason for a person, when main.cf itself cannot be read
   */
  public static PostfixImport read(Path mainCf) throws IOException {
    Notes notes = new Notes();
    MainCf main = MainCf.read(mainCf, notes);
    Path beside = mainCf.resolveSibling("master.cf");
    MasterCf master = MasterCf.read(beside, notes);
    return new Writing(new Parameters(main, notes), master, notes).result();
  }

  /** Whether everything was carried over. */
  public boolean whole() {
    return notes.stream().noneMatch(note -> note.kind() == Note.Kind.LEFT_OUT);
  }
}
