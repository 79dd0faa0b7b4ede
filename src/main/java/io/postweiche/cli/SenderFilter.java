package io.postweiche.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The filter by sender, for commands where {@code --sender} can mean nothing else. */
final class SenderFilter {
  @Option(
      names = {"--sender", "--filter-sender"},
      paramLabel = "ADDR",
      description = "The envelope sender; '' or '<>' is the null sender.")
  private @Nullable String sender;

  @Nullable String value() {
    return sender;
  }
}
