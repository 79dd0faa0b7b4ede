package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/commands.md} and the manual page are what each command says with {@code --help}. */
class CommandsGeneratedTest {
  private static final String HEAD =
      """
      # Every command

      What each command prints with `--help`, made from it; a test fails when the two differ. What they are for is told in [operating.md](operating.md).
      """;

  private static final String MANUAL =
      """
      .\\" Made from the commands' own help; see CommandsGeneratedTest.
      .TH POSTWEICHE 1 "" "Postweiche" "User Commands"
      .SH NAME
      postweiche \\- queue-based outbound mail router that chooses the relay by the sender
      .SH SYNOPSIS
      .B postweiche
      .I COMMAND
      .RI [ OPTION ]...
      .SH DESCRIPTION
      The service is \\fBpostweiche.service\\fR; its configuration is read from \\fI/etc/postweiche/postweiche.yaml\\fR.
      Each command prints its help with \\fB\\-\\-help\\fR, as follows.
      """;

  private static final String END =
      """
      .SH EXIT STATUS
      0 done; 1 faults found, nothing found or partly failed; 2 wrong usage; 3 the router cannot be reached.
      .SH FILES
      .TP
      .I /etc/postweiche/postweiche.yaml
      the configuration
      .TP
      .I /var/lib/postweiche
      the mail, and all that is kept
      .TP
      .I /usr/share/doc/postweiche
      the documentation
      """;

  private final Map<String, String> helps = new LinkedHashMap<>();

  CommandsGeneratedTest() {
    collect("postweiche", new Main(Terminal.system(), (c, d, s) -> 0).commandLine());
  }

  @Test
  void theCommittedPageIsTheCommandsHelp() throws IOException {
    GeneratedFile.holds(
        Path.of("docs/commands.md"),
        HEAD
            + helps.entrySet().stream()
                .map(e -> "\n## `%s`\n```\n%s```\n".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining()));
  }

  @Test
  void theManualPageIsTheCommandsHelp() throws IOException {
    GeneratedFile.holds(
        Path.of("packaging/man/postweiche.1"),
        MANUAL + helps.entrySet().stream().map(this::section).collect(Collectors.joining()) + END);
  }

  @Test
  void everyCommandOfTheContractIsThere() {
    assertThat(helps)
        .containsKeys(
            "postweiche run",
            "postweiche check",
            "postweiche explain",
            "postweiche dead replay",
            "postweiche relay suspend",
            "postweiche secret hash");
    assertThat(helps.values()).allSatisfy(help -> assertThat(help).startsWith("Usage: postweiche"));
  }

  private void collect(String name, CommandLine command) {
    helps.put(
        name,
        command
                .getUsageMessage(CommandLine.Help.Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
            + "\n");
    command.getSubcommands().forEach((word, sub) -> collect(name + " " + word, sub));
  }

  private String section(Map.Entry<String, String> help) {
    String text =
        help.getValue()
            .replace("\\", "\\e")
            .replace("-", "\\-")
            .replaceAll("(?m)^([.'])", "\\\\&$1");
    return ".SH \"%s\"\n.EX\n%s.EE\n"
        .formatted(help.getKey().toUpperCase(java.util.Locale.ROOT), text);
  }
}
