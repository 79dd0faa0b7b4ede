package io.postweiche.migrate;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A certificate or a key that the old configuration names. */
final class PemFile {
  static final String CERTIFICATE = "CERTIFICATE-----";
  static final String KEY = "PRIVATE KEY-----";

  private PemFile() {}

  /** The file; null, and told, when it does not hold what it should. */
  static @Nullable Path find(
      Path file, String parameter, String mark, Parameters parameters, Notes notes) {
    String reason = reason(file, mark);
    if (reason.isEmpty()) {
      return file;
    }
    notes.leftOut(
        parameters.place(parameter),
        parameter + ": " + file + ": " + reason + "; name the file yourself");
    return null;
  }

  private static String reason(Path file, String mark) {
    try {
      String text = TextFile.read(file);
      if (!text.contains(mark)) {
        return mark.equals(KEY) ? "it holds no private key" : "it holds no certificate";
      }
      return mark.equals(KEY) && text.contains("ENCRYPTED") ? "the key has a passphrase" : "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
