package io.postweiche.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room for bodies on their way through. Nothing in here is ever promised to anybody: what a crash
 * leaves behind was not acknowledged, and is removed at the next start.
 */
public final class Spool {
  /** Up to here a body stays in memory, octets. */
  public static final int IN_MEMORY = 256 * 1024;

  private final Path folder;

  public Spool(Path folder) {
    this.folder = folder;
  }

  /** Creates the folder and removes what an earlier run left in it. */
  public void open() throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "body-*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A place to write one body to. */
  public SpoolWriter writer() {
    return new SpoolWriter(this, IN_MEMORY);
  }

  Path newFile() {
    try {
      return Files.createTempFile(folder, "body-", ".eml");
    } catch (IOException e) {
      throw new UncheckedIOException("no room in " + folder, e);
    }
  }
}
