package io.postweiche.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.postweiche.web.LetterOutcome;
import io.postweiche.web.LetterOutcome.Outcome;
import io.postweiche.web.ProgressLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One replay or discard: asks the router and shows each outcome as it comes. */
final class DeadLetterRun {
  private final Terminal terminal;
  private final boolean json;
  private final boolean withBar;
  private final List<LetterOutcome> items = new ArrayList<>();
  private @Nullable ProgressLine end;

  DeadLetterRun(Terminal terminal, ListOutput output, boolean dryRun) {
    this.terminal = terminal;
    this.json = output.json();
    this.withBar = terminal.attended() && !dryRun;
  }

  /** Gives the exit code. */
  int post(RestClient client, String path, Object request) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(client.stream(path, request), StandardCharsets.UTF_8));
        Progress progress = withBar ? Progress.bar() : Progress.none()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(RestClient.READER.readValue(line, ProgressLine.class), progress);
      }
    } catch (JsonProcessingException e) {
      end = null; // cut off within a line, which is told below
    } catch (IOException e) {
      return broken(client.broken(e));
    }
    return finish();
  }

  private void take(ProgressLine line, Progress progress) {
    LetterOutcome item = line.item();
    if (line.total() != null) {
      progress.total(line.total());
    } else if (item != null) {
      items.add(item);
      progress.step();
      if (!json && !withBar) {
        terminal.out().println(words(item));
        terminal.out().flush();
      }
    } else {
      end = line;
    }
  }

  private int finish() {
    if (json) {
      ListOutput.printJson(terminal, items);
    } else if (withBar) {
      items.stream()
          .filter(i -> i.outcome() == Outcome.FAILED)
          .forEach(i -> terminal.out().println(words(i)));
    }
    if (end == null) {
      return broken(
          new CommandFailure(ExitCode.FAULTS, "the router's answer breaks off before its end"));
    }
    if (end.error() != null) {
      return broken(new CommandFailure(ExitCode.FAULTS, end.error().detail()));
    }
    return sum(end.summary());
  }

  private int sum(ProgressLine.@Nullable Summary sum) {
    if (sum == null) {
      return ExitCode.FAULTS;
    }
    String gone = sum.gone() == 0 ? "" : ", gone meanwhile " + sum.gone();
    terminal
        .err()
        .println(
            (sum.dryRun() ? "dry run, would be done " : "done ")
                + sum.done()
                + gone
                + ", failed "
                + sum.failed());
    return sum.failed() == 0 ? ExitCode.DONE : ExitCode.FAULTS;
  }

  private int broken(CommandFailure failure) {
    terminal
        .err()
        .println(
            "postweiche: " + failure.getMessage() + " (told before that: " + items.size() + ")");
    return failure.exitCode();
  }

  private static String words(LetterOutcome item) {
    String via = item.relay() == null ? "" : "  via " + Shown.safe(item.relay());
    String detail = item.detail().isEmpty() ? "" : "  " + Shown.safe(item.detail());
    return Shown.safe(item.id()) + "  " + item.outcome().word() + via + detail;
  }
}
