package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.web.DeadLetterView;
import io.postweiche.web.FilterBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "show", description = "Show dead letters with all that happened to them.")
final class DeadShow implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final SenderFilter sender = new SenderFilter();
  @Mixin private final ListOutput output = new ListOutput();

  DeadShow(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FilterBody wanted = filter.body(sender.value());
    if (wanted.equals(FilterBody.NONE)) {
      throw CommandFailure.usage("name an ID or a filter");
    }
    RestClient client = router.connect(terminal);
    List<ObjectNode> letters = new ArrayList<>();
    for (DeadLetterView letter : DeadLetters.list(client, wanted, 0)) {
      letters.add(client.get("/dead/" + RestClient.encode(letter.id()), new TypeReference<>() {}));
    }
    if (output.json()) {
      ListOutput.printJson(terminal, letters);
    } else {
      for (ObjectNode letter : letters) {
        tell(letter);
      }
    }
    if (letters.isEmpty()) {
      terminal.err().println("no such dead letter");
    }
    return letters.isEmpty() ? ExitCode.FAULTS : ExitCode.DONE;
  }

  private void tell(ObjectNode node) throws IOException {
    DeadLetterView letter = RestClient.READER.treeToValue(node, DeadLetterView.class);
    List<HistoryEntry> history =
        RestClient.READER
            .forType(new TypeReference<List<HistoryEntry>>() {})
            .readValue(node.path("history"));
    field("id", letter.id());
    field("reason", letter.reason());
    field("since", Shown.time(letter.since()));
    field("sender", Shown.sender(letter.sender()));
    field("recipients", shown(letter.recipients()));
    field("subject", Shown.safe(letter.subject()));
    field("size", letter.size() + " octets");
    field("relay", Shown.safe(letter.relay()));
    field("tried", shown(letter.triedRelays()));
    field("attempts", String.valueOf(letter.attempts()));
    block("last reply", letter.lastReply());
    terminal.out().println("history:");
    history.forEach(e -> terminal.out().println("  " + TrackCommand.event(e)));
    block("header", node.path("headers").asText(""));
    terminal.out().println();
  }

  private void field(String name, String value) {
    terminal.out().printf("%-11s %s%n", name + ":", value);
  }

  private void block(String name, @Nullable String text) {
    terminal.out().println(name + ":");
    String.valueOf(text == null ? "-" : text)
        .lines()
        .forEach(line -> terminal.out().println("  " + Shown.safe(line)));
  }

  private static String shown(List<String> words) {
    return words.stream().map(Shown::safe).collect(Collectors.joining(", "));
  }
}
