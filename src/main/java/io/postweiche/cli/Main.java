package io.postweiche.cli;

import io.postweiche.app.RouterProcess;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The command line: every command of the contract, put together by hand. */
public final class Main {
  private final Terminal terminal;
  private final RouterLauncher router;

  public Main(Terminal terminal, RouterLauncher router) {
    this.terminal = terminal;
    this.router = router;
  }

  /** Runs the command of this process. */
  public static void main(String[] args) {
    System.exit(new Main(Terminal.system(), Main::launch).run(args));
  }

  private static int launch(Path config, @Nullable Path data, boolean sandbox) {
    return new RouterProcess(config, data, sandbox).run(System.out, System.err);
  }

  /** Runs one command; gives its exit code. */
  public int run(String... args) {
    int code = commandLine().execute(args);
    terminal.out().flush();
    return code;
  }

  CommandLine commandLine() {
    CommandLine root = new CommandLine(new RootCommand());
    local(root);
    remote(root);
    root.addSubcommand("completion", new CompletionCommand(terminal));
    Errors errors = new Errors(terminal.err());
    return root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setColorScheme(
            Help.defaultColorScheme(terminal.attended() ? Help.Ansi.AUTO : Help.Ansi.OFF))
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  /** What works without a running router. */
  private void local(CommandLine root) {
    root.addSubcommand("run", new RunCommand(router));
    root.addSubcommand("check", new CheckCommand(terminal, OnlineCheck.REAL));
    root.addSubcommand("explain", new ExplainCommand(terminal));
    root.addSubcommand("explain-reply", new ExplainReplyCommand(terminal));
    root.addSubcommand(
        "import", group(new GroupCommand.Import()).addSubcommand(new ImportPostfix(terminal)));
    root.addSubcommand("srs", group(new GroupCommand.Srs()).addSubcommand(new SrsDecode(terminal)));
    root.addSubcommand(
        "secret", group(new GroupCommand.Secret()).addSubcommand(new SecretHash(terminal)));
  }

  /** What asks the running router. */
  private void remote(CommandLine root) {
    root.addSubcommand("send", new SendCommand(terminal));
    root.addSubcommand("queues", new QueuesCommand(terminal));
    root.addSubcommand(
        "dead",
        group(new GroupCommand.Dead())
            .addSubcommand(new DeadList(terminal))
            .addSubcommand(new DeadShow(terminal))
            .addSubcommand(new DeadReplay(terminal))
            .addSubcommand(new DeadExport(terminal))
            .addSubcommand(new DeadDiscard(terminal)));
    root.addSubcommand(
        "relay",
        group(new GroupCommand.Relay())
            .addSubcommand(new RelayList(terminal))
            .addSubcommand(new RelaySuspend(terminal))
            .addSubcommand(new RelayResume(terminal)));
    root.addSubcommand(
        "sandbox", group(new GroupCommand.Sandbox()).addSubcommand(new SandboxList(terminal)));
    root.addSubcommand("track", new TrackCommand(terminal));
    root.addSubcommand("events", new EventsCommand(terminal));
    root.addSubcommand("jobs", new JobsCommand(terminal));
    root.addSubcommand("audit", new AuditCommand(terminal));
  }

  private static CommandLine group(Object group) {
    return new CommandLine(group);
  }
}
