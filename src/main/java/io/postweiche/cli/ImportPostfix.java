package io.postweiche.cli;

import io.postweiche.migrate.Note;
import io.postweiche.migrate.PostfixImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "postfix",
    description = {
      "Read a Postfix's main.cf, the master.cf beside it and the tables they name, and write a",
      "configuration that carries each sender's mail the same way. Passwords go into files of their",
      "own. What could not be carried over is told with its FILE:LINE, there and in the file.",
      "Exit code 0: everything was carried over, 1: not everything, 2: wrong usage, or main.cf",
      "cannot be read; nothing is written then. Works without a running router."
    })
final class ImportPostfix implements Callable<Integer> {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  /** A note as JSON. */
  record Told(String kind, String file, int line, String message) {
    static Told of(Note note) {
      String kind = note.kind() == Note.Kind.LEFT_OUT ? "not-carried-over" : "remark";
      return new Told(kind, note.place().file().toString(), note.place().line(), note.message());
    }
  }

  private final Terminal terminal;

  @Parameters(paramLabel = "MAIN_CF", description = "Postfix's main.cf.")
  private Path mainCf = STANDARD_OUTPUT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = {
        "The file to write; passwords go into the folder 'secrets' beside it (mode 600).",
        "Without it the configuration is printed, and passwords are not written anywhere."
      })
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace files that are there already.")
  private boolean force;

  @Option(names = "--json", description = "Print what is told as an array; needs --output.")
  private boolean json;

  ImportPostfix(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (json && output == null) {
      throw CommandFailure.usage("--json: the configuration needs a file then; name --output");
    }
    PostfixImport imported = read();
    if (imported.yaml().isEmpty()) {
      tell(imported);
      throw new CommandFailure(
          ExitCode.FAULTS,
          mainCf
              + " names no relay: this Postfix delivers directly, and Postweiche needs at least one"
              + " relay account; nothing was written");
    }
    Path file = output;
    if (file == null) {
      terminal.out().print(imported.yaml());
    } else {
      ImportedFiles.write(file, imported, force);
    }
    tell(imported);
    terminal.err().println(summary(imported, file));
    boolean done = imported.whole() && (file != null || imported.secrets().isEmpty());
    return done ? ExitCode.DONE : ExitCode.FAULTS;
  }

  private PostfixImport read() {
    try {
      return PostfixImport.read(mainCf);
    } catch (IOException e) {
      throw CommandFailure.usage(mainCf + ": " + e.getMessage());
    }
  }

  private void tell(PostfixImport imported) {
    if (json) {
      ListOutput.printJson(terminal, imported.notes().stream().map(Told::of).toList());
    } else {
      imported.notes().forEach(terminal.err()::println);
    }
  }

  private static String summary(PostfixImport imported, @Nullable Path file) {
    List<Note> notes = imported.notes();
    long left = notes.stream().filter(note -> note.kind() == Note.Kind.LEFT_OUT).count();
    int secrets = imported.secrets().size();
    return "relays: "
        + imported.relays()
        + ", senders: "
        + imported.senders()
        + ", passwords: "
        + secrets
        + (file == null && secrets > 0 ? " (not written without --output)" : "")
        + ", not carried over: "
        + left
        + (file == null ? "" : "; written to " + file + ", next: postweiche check -c " + file);
  }
}
