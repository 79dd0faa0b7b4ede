package io.postweiche.web.console;

import io.javalin.http.Context;
import io.postweiche.core.mail.Content;
import io.postweiche.web.DeadFilter;
import io.postweiche.web.DeadLetterView;
import io.postweiche.web.Operations;
import io.postweiche.web.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Messages as files, byte for byte. */
final class Export {
  private static final int MOST = 1_000;
  private final Operations operations;

  Export(Operations operations) {
    this.operations = operations;
  }

  /** Never a name from the mail: it would land on somebody's disk. */
  static String name(String id) {
    return id.replaceAll("[^A-Za-z0-9]", "_") + ".eml";
  }

  void zip(Context ctx, DeadFilter filter) throws IOException {
    List<DeadLetterView> letters = operations.deadLetters(filter, 0, MOST + 1);
    if (letters.size() > MOST) {
      throw new ProblemException(
          422,
          "more than "
              + MOST
              + " messages at once; narrow the list, or take 'postweiche dead export'");
    }
    ctx.contentType("application/zip")
        .header("Content-Disposition", "attachment; filename=\"dead-letters.zip\"");
    try (ZipOutputStream zip = new ZipOutputStream(ctx.outputStream())) {
      for (DeadLetterView letter : letters) {
        add(zip, letter.id());
      }
    }
  }

  private void add(ZipOutputStream zip, String id) throws IOException {
    Optional<Content> found = operations.export(id);
    if (found.isEmpty()) {
      return; // replayed or discarded meanwhile
    }
    try (Content content = found.get()) {
      zip.putNextEntry(new ZipEntry(name(id)));
      content.writeTo(zip);
      zip.closeEntry();
    }
  }
}
