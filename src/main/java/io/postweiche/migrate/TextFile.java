package io.postweiche.migrate;

import io.postweiche.config.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** Reads a whole file of the old configuration. */
final class TextFile {
  private static final int MOST_MB = 20;

  private TextFile() {}

  /**
   * Its text, in UTF-8 or else ISO 8859-1.
   *
   * @throws IOException with a reason for a person, without the file's name
   */
  static String read(Path file) throws IOException {
    byte[] content = content(file);
    for (byte octet : content) {
      if (octet == 0) {
        throw new IOException("it is a binary file, no text");
      }
    }
    String text = new String(content, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : new String(content, StandardCharsets.ISO_8859_1);
  }

  private static byte[] content(Path file) throws IOException {
    try {
      return WholeFile.read(file, MOST_MB);
    } catch (IOException e) {
      throw e.getCause() instanceof AccessDeniedException
          ? new IOException(e.getMessage() + "; run the command as root", e)
          : e;
    }
  }
}
