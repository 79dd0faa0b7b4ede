package io.postweiche.cli;

import io.postweiche.core.mail.EventType;
import io.postweiche.web.EventView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    description = {
      "Tell what happens to mails, as it happens, until interrupted.",
      "Programs that must miss nothing read the topic mail.events instead."
    })
final class EventsCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      completionCandidates = Events.class,
      description = "Only these; may be repeated: ${COMPLETION-CANDIDATES}.")
  private List<String> events = new ArrayList<>();

  @Option(names = "--relay", paramLabel = "NAME", description = "Only of this relay.")
  private @Nullable String relay;

  @Option(names = "--count", paramLabel = "N", description = "End after so many.")
  private int count;

  @Option(names = "--json", description = "Print an object for each, one a line.")
  private boolean json;

  /** What can happen to a mail. */
  static final class Events implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(EventType.values()).map(EventType::word).iterator();
    }
  }

  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (count < 0) {
      throw CommandFailure.usage("--count: " + count + " is negative");
    }
    RestClient client = router.connect(terminal);
    try (EventLines lines = new EventLines(client.follow("/events" + query()))) {
      if (terminal.attended() && !json) {
        terminal.err().println("events from now on; Ctrl+C ends");
      }
      return tell(lines);
    } catch (IOException e) {
      throw client.broken(e);
    }
  }

  private int tell(EventLines lines) throws IOException {
    int told = 0;
    for (EventView event = lines.next(); event != null; event = lines.next()) {
      tell(event);
      told++;
      // whoever reads may have gone: postweiche events | head
      if (told == count || terminal.out().checkError()) {
        return ExitCode.DONE;
      }
    }
    throw new CommandFailure(ExitCode.UNREACHABLE, "the router has ended the events; it stops");
  }

  private void tell(EventView event) {
    if (json) {
      ListOutput.printObject(terminal, event);
    } else {
      terminal.out().println(words(event));
    }
  }

  static String words(EventView e) {
    String where =
        Stream.of(e.relay(), e.stage(), e.verdict())
            .filter(Objects::nonNull)
            .map(Shown::safe)
            .collect(Collectors.joining("  "));
    String said = e.reply() == null ? e.detail() : e.reply();
    return Shown.time(e.at())
        + "  %-9s  %s  %s -> %s".formatted(e.event(), e.mailId(), from(e), to(e))
        + (where.isEmpty() ? "" : "  " + where)
        + (said == null ? "" : ": " + TrackCommand.reply(said));
  }

  private static String from(EventView e) {
    return Shown.sender(e.sender());
  }

  private static String to(EventView e) {
    return Shown.recipients(e.recipients());
  }

  private String query() {
    List<String> words = new ArrayList<>();
    events.forEach(event -> words.add("event=" + RestClient.encode(event)));
    if (relay != null) {
      words.add("relay=" + RestClient.encode(relay));
    }
    return words.isEmpty() ? "" : "?" + String.join("&", words);
  }
}
