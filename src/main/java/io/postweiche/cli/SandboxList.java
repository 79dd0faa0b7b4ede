package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.web.SandboxMail;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the mails that the sandbox took, newest first.")
final class SandboxList implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final ListOutput output = new ListOutput();

  SandboxList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<SandboxMail> mails = router.connect(terminal).get("/sandbox", new TypeReference<>() {});
    output.print(
        terminal,
        mails,
        "the sandbox took no mail",
        new Table("RECEIVED", "RELAY", "SENDER", "RECIPIENTS", "SIZE", "SUBJECT", "FILE"),
        m ->
            new Object[] {
              Shown.time(m.receivedAt()),
              m.relay(),
              Shown.sender(m.sender()),
              Shown.recipients(m.recipients()),
              m.size(),
              Shown.safe(m.subject()),
              m.file()
            });
    return ExitCode.DONE;
  }
}
