package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.web.Story;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "track", description = "Tell the story of a mail.")
final class TrackCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final ListOutput output = new ListOutput();

  @Parameters(
      paramLabel = "QUERY",
      description = "A mail id, Message-ID, trace id, sender or recipient.")
  private String query = "";

  TrackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Story> stories =
        router
            .connect(terminal)
            .get("/track?q=" + RestClient.encode(query), new TypeReference<>() {});
    if (output.json()) {
      ListOutput.printJson(terminal, stories);
    } else if (stories.isEmpty()) {
      terminal.err().println("nothing is known of '" + query + "'");
    } else {
      stories.forEach(this::tell);
    }
    return stories.isEmpty() ? ExitCode.FAULTS : ExitCode.DONE;
  }

  private void tell(Story story) {
    terminal
        .out()
        .println(
            story.id()
                + "  "
                + Shown.sender(story.sender())
                + " -> "
                + story.recipients().stream().map(Shown::safe).collect(Collectors.joining(", ")));
    terminal.out().println("  subject: " + Shown.safe(story.subject()));
    if (story.traceId() != null) {
      terminal.out().println("  trace: " + Shown.safe(story.traceId()));
    }
    story.events().forEach(e -> terminal.out().println("  " + event(e)));
    terminal.out().println("  now: " + story.state());
  }

  static String event(HistoryEntry e) {
    String words =
        Stream.of(e.what(), e.relay(), e.stage(), e.verdict())
            .filter(Objects::nonNull)
            .map(Shown::safe)
            .collect(Collectors.joining("  "));
    return Shown.time(e.at()) + "  " + words + (e.detail() == null ? "" : ": " + reply(e.detail()));
  }

  /** A reply of several lines on one. */
  static String reply(String detail) {
    return detail.lines().map(Shown::safe).collect(Collectors.joining(" / "));
  }
}
