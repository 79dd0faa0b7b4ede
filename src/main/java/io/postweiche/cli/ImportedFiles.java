package io.postweiche.cli;

import io.postweiche.config.Secret;
import io.postweiche.migrate.PostfixImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes an imported configuration and, beside it, its passwords, for their owner alone. */
final class ImportedFiles {
  private ImportedFiles() {}

  /** All or nothing: what is there already is found before the first file is written. */
  static void write(Path file, PostfixImport imported, boolean force) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandFailure.usage("--output: there is no folder '" + folder + "'");
    }
    List<Path> all = new ArrayList<>(List.of(file.toAbsolutePath()));
    imported.secrets().keySet().forEach(name -> all.add(folder.resolve(name)));
    for (Path path : all) {
      if (!force && Files.exists(path)) {
        throw CommandFailure.usage(
            "--output: '" + path + "' is there already; --force replaces it");
      }
    }
    for (Map.Entry<String, Secret> secret : imported.secrets().entrySet()) {
      secret(folder.resolve(secret.getKey()), secret.getValue());
    }
    replace(file.toAbsolutePath(), imported.yaml(), "rw-r-----");
  }

  private static void secret(Path file, Secret secret) throws IOException {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(mode("rwx------")));
    }
    replace(file, secret.reveal() + "\n", "rw-------");
  }

  // written aside and renamed: a file is whole, and its mode right, from its first moment
  private static void replace(Path file, String text, String mode) throws IOException {
    Path aside =
        Files.createTempFile(
            file.getParent(),
            ".import-",
            ".new",
            PosixFilePermissions.asFileAttribute(mode("rw-------")));
    try {
      Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(aside, mode(mode));
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static Set<PosixFilePermission> mode(String mode) {
    return PosixFilePermissions.fromString(mode);
  }
}
