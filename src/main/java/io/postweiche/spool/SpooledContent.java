package io.postweiche.spool;

import io.postweiche.core.mail.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A body in a temporary file, gone when closed. */
record SpooledContent(Path file, long size) implements Content {
  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
