package io.postweiche.cli;

import io.postweiche.config.ConfigFile;
import io.postweiche.config.Loaded;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.ReplyClassifier;
import io.postweiche.core.reply.ReplyClassifier.Classification;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain-reply",
    description = {
      "Print the verdict on a relay's reply and the rule that gave it.",
      "The rules under 'replies' of the configuration are asked first, then those that come with",
      "Postweiche. Works without a running router."
    })
final class ExplainReplyCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ConfigOption config = new ConfigOption();

  @Parameters(
      index = "0",
      paramLabel = "STAGE",
      description = "Where it came: ${COMPLETION-CANDIDATES}.")
  private Stage stage = Stage.UNKNOWN;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "REPLY",
      description = "The reply; its lines may be separated by \\n.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  ExplainReplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  private record Told(
      String stage, String verdict, String rule, String place, String consequence) {}

  @Override
  public Integer call() {
    Reply reply = Reply.of(String.join(" ", words));
    Classification found = classifier().classify(stage, reply);
    String follows = consequence(found.verdict());
    if (json) {
      ListOutput.printObject(
          terminal,
          new Told(stage.name(), found.verdict().word(), found.rule(), found.place(), follows));
    } else {
      terminal.out().println("verdict  " + found.verdict().word());
      terminal.out().println("rule     " + found.rule() + " (" + found.place() + ")");
      terminal.out().println("so       " + follows);
    }
    return ExitCode.DONE;
  }

  /** With faults in a configuration that nobody named, the shipped rules still answer. */
  private ReplyClassifier classifier() {
    ReplyClassifier shipped = ReplyClassifier.standard();
    Optional<Path> file = config.fileIfAny();
    if (file.isEmpty()) {
      return shipped;
    }
    if (config.named()) {
      return shipped.with(LoadedConfig.good(file.get(), terminal).replies());
    }
    if (ConfigFile.load(file.get(), terminal.env()) instanceof Loaded.Good good) {
      return shipped.with(good.settings().replies());
    }
    terminal.err().println(file.get() + " has faults: its 'replies' were not asked");
    return shipped;
  }

  private static String consequence(Verdict verdict) {
    return switch (verdict.fate()) {
      case DONE -> "delivered";
      case NEXT_CANDIDATE -> "the next relay is tried at once; without one, a dead letter";
      case RELAY_FAULT -> "the relay is at fault, not the mail: tried again, or another relay";
      case LATER -> "tried again later through the same relay";
      case FINAL -> "refused for good: a dead letter and a report to the sender";
    };
  }
}
