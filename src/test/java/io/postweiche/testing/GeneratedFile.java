package io.postweiche.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that is made from the code, and must be what would be made today. */
public final class GeneratedFile {
  /** Set, the files are written instead of compared. */
  private static final String WRITE = "postweiche.write";

  private static final String COMMAND =
      "mvn -q -B test -P '!also-on-25,!static-analysis' -Dtest='*GeneratedTest' -D" + WRITE;

  private GeneratedFile() {}

  /** Fails with the command that writes the file anew when it says anything else. */
  public static void holds(Path file, String expected) throws IOException {
    if (System.getProperty(WRITE) != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(file).as("run: %s", COMMAND).exists();
    assertThat(Files.readString(file))
        .as("%s is not what the code makes of it; run: %s", file, COMMAND)
        .isEqualTo(expected);
  }
}
