package io.postweiche.cli;

import io.postweiche.app.SrsKeys;
import io.postweiche.app.station.RoutingTables;
import io.postweiche.config.Settings;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.Srs;
import io.postweiche.web.Explanation;
import io.postweiche.web.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "explain",
    description = {
      "Print which rule matches a sender and which relays may carry its mail, with reasons.",
      "Sends nothing and works without a running router."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "ADDR",
      description = "The envelope sender; '' or '<>' is the null sender.")
  private String from = "";

  @Option(names = "--header-from", paramLabel = "ADDR", description = "The header From.")
  private @Nullable String headerFrom;

  @Option(names = "--to", paramLabel = "ADDR", description = "A recipient; may be repeated.")
  private List<String> to = new ArrayList<>();

  @Option(names = "--size", paramLabel = "BYTES", description = "The size of the message.")
  private long size;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Address sender = Fields.required("from", from, Address::of);
    Address header = Fields.optional("header-from", headerFrom, Address::of);
    List<Address> recipients =
        to.stream().map(a -> Fields.required("to", a, Address::of)).distinct().toList();
    if (size < 0) {
      throw CommandFailure.usage("--size: " + size + " is negative");
    }
    Settings settings = LoadedConfig.good(config.file(), terminal);
    Srs srs = SrsKeys.read(settings.srs(), settings.data()).orElseGet(SrsKeys::passing);
    Decision decision =
        RoutingTables.of(settings, srs)
            .decide(new Question(sender, header, size, null, Set.of(), Map.of(), recipients));
    Explanation explanation = Explanation.of(settings, decision, sender, recipients.size());
    if (json) {
      ListOutput.printObject(terminal, explanation);
    } else {
      ExplanationText.print(explanation, terminal.out());
    }
    return decision.candidates().isEmpty() ? ExitCode.FAULTS : ExitCode.DONE;
  }
}
