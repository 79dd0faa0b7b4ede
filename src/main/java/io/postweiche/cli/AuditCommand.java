package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.web.AuditEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "audit", description = "Who changed what and when, newest first.")
final class AuditCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final ListOutput output = new ListOutput();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many, up to 1000. Default: ${DEFAULT-VALUE}")
  private int limit;

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<AuditEntry> entries =
        router.connect(terminal).get("/audit?limit=" + limit, new TypeReference<>() {});
    output.print(
        terminal,
        entries,
        "nothing was changed so far",
        new Table("AT", "WHO", "FROM", "ACTION", "TARGET", "DETAIL"),
        AuditCommand::row);
    return ExitCode.DONE;
  }

  private static Object[] row(AuditEntry e) {
    return new Object[] {
      Shown.time(e.at()),
      Shown.safe(e.who()),
      e.from().isEmpty() ? "-" : Shown.safe(e.from()),
      e.action(),
      e.target().isEmpty() ? "-" : Shown.safe(e.target()),
      Shown.safe(e.detail())
    };
  }
}
