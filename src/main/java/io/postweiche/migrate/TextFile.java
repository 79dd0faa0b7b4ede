package io.postweiche.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a whole file of the old configuration. */
final class TextFile {
  static final int LARGEST = 20_000_000; // octets

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
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would block for ever
      throw new IOException("it is no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new IOException("it is larger than 20 MB");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied; run the command as root", e);
    }
  }
}
