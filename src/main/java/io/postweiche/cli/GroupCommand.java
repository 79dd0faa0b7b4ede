package io.postweiche.cli;

import picocli.CommandLine.Command;

/** The words that only gather other commands. */
final class GroupCommand {
  private GroupCommand() {}

  @Command(
      name = "dead",
      synopsisSubcommandLabel = "COMMAND",
      description = "Dead letters: mail that no relay takes, kept until someone decides.")
  static final class Dead {}

  @Command(
      name = "relay",
      synopsisSubcommandLabel = "COMMAND",
      description = "The relay accounts of the running router.")
  static final class Relay {}

  @Command(
      name = "sandbox",
      synopsisSubcommandLabel = "COMMAND",
      description = "What the relays of the sandbox took.")
  static final class Sandbox {}

  @Command(
      name = "import",
      synopsisSubcommandLabel = "COMMAND",
      description = "Another mail server's configuration, written anew as one of Postweiche.")
  static final class Import {}

  @Command(
      name = "secret",
      synopsisSubcommandLabel = "COMMAND",
      description = "Passwords for the configuration.")
  static final class Secret {}

  @Command(
      name = "srs",
      synopsisSubcommandLabel = "COMMAND",
      description = "Senders rewritten by the Sender Rewriting Scheme.")
  static final class Srs {}
}
