package io.postweiche.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file at once, where it is one and not too large. */
public final class WholeFile {
  private static final int MEGABYTE = 1_000_000; // octets

  private WholeFile() {}

  /**
   * All of it.
   *
   * @param most of so many MB
   * @throws IOException with a reason for a person, without the file's name; its cause is an {@link
   *     AccessDeniedException} where only the permission is missing
   */
  public static byte[] read(Path path, int most) throws IOException {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) { // a pipe would block for ever
        throw new IOException(Files.isDirectory(path) ? "it is a directory" : "it is no file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] content = in.readNBytes(most * MEGABYTE + 1);
        if (content.length > most * MEGABYTE) {
          throw new IOException("it is larger than " + most + " MB");
        }
        return content;
      }
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    }
  }
}
