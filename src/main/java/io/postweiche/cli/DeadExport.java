package io.postweiche.cli;

import io.postweiche.web.DeadLetterView;
import io.postweiche.web.FilterBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = {
      "Write the messages of dead letters, byte for byte; they stay where they are.",
      "One goes to standard output, several into a folder, each as ID.eml."
    })
final class DeadExport implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final SenderFilter sender = new SenderFilter();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder to write to; made when missing.")
  private @Nullable Path folder;

  DeadExport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FilterBody wanted = filter.body(sender.value());
    RestClient client = router.connect(terminal);
    List<DeadLetterView> letters = DeadLetters.list(client, wanted, 0);
    if (letters.isEmpty()) {
      throw new CommandFailure(ExitCode.FAULTS, "no such dead letter");
    }
    if (folder != null) {
      return into(folder, client, letters);
    }
    if (letters.size() > 1) {
      throw CommandFailure.usage(
          letters.size() + " dead letters pass the filter; name a folder with --output");
    }
    try (InputStream in = message(client, letters.get(0))) {
      in.transferTo(terminal.out());
    }
    return ExitCode.DONE;
  }

  private int into(Path target, RestClient client, List<DeadLetterView> letters)
      throws IOException {
    Files.createDirectories(target);
    int there = 0;
    for (DeadLetterView letter : letters) {
      // the id comes from the router, and still may not lead out of the folder
      Path file = target.resolve(letter.id().replaceAll("[^A-Za-z0-9]", "_") + ".eml");
      try (InputStream in = message(client, letter)) {
        Files.copy(in, file);
        terminal.out().println(file);
      } catch (FileAlreadyExistsException e) {
        terminal.err().println(file + ": is there already, left as it is");
        there++;
      }
    }
    return there == 0 ? ExitCode.DONE : ExitCode.FAULTS;
  }

  private static InputStream message(RestClient client, DeadLetterView letter) {
    return client.open("/dead/" + RestClient.encode(letter.id()) + "/message");
  }
}
