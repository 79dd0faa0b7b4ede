package io.postweiche.app.operating;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines that are on disk when {@link #append} returns: {@code audit.log}, and when that has grown
 * to {@code audit.log.1} and so on, the higher the older. Only its owner may read them.
 */
final class AuditFile implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.audit");

  /** Octets after which a new file is begun. */
  static final long MOST_OCTETS = 10_000_000;

  /** How many full files are kept beside the one that is written. */
  static final int FULL_FILES = 9;

  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final long mostOctets;

  // not a FileChannel: that is closed for ever when its thread is interrupted
  private FileOutputStream out;
  private boolean torn;
  private long octets;

  private AuditFile(Path file, long mostOctets) throws IOException {
    this.file = file;
    this.mostOctets = mostOctets;
    this.torn = endsInTheMiddle(file);
    this.out = open(file);
    this.octets = Files.size(file);
  }

  /** Opens or creates it. */
  static AuditFile in(Path folder, long mostOctets) throws IOException {
    Files.createDirectories(folder);
    return new AuditFile(folder.resolve("audit.log"), mostOctets);
  }

  /** The lines of the file before and of this one, oldest first; a torn one among them. */
  synchronized List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path part : List.of(full(1), file)) {
      if (Files.exists(part)) {
        lines.addAll(new String(Files.readAllBytes(part), StandardCharsets.UTF_8).lines().toList());
      }
    }
    return lines;
  }

  /**
   * Adds one line.
   *
   * @param line without its end; a line break inside would forge an entry, so it must have none
   */
  synchronized void append(String line) throws IOException {
    if (octets >= mostOctets) {
      begin();
    }
    String whole = (torn ? "\n" : "") + line + "\n";
    torn = true; // until all of it is written: a full disk may take a half
    byte[] written = whole.getBytes(StandardCharsets.UTF_8);
    octets += written.length;
    out.write(written);
    out.getFD().sync();
    torn = false;
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  /** Where it fails the old file goes on: an entry must not be lost for want of a new one. */
  private void begin() {
    try {
      putAside();
      FileOutputStream next = open(file);
      FileOutputStream full = out;
      out = next;
      octets = 0;
      torn = false;
      full.close();
    } catch (IOException e) {
      LOG.warn("{} cannot be followed by a new file: {}", file, e.getMessage());
    }
  }

  private void putAside() throws IOException {
    if (!Files.exists(file)) {
      return; // done before, but then there was no room for the new one
    }
    for (int i = FULL_FILES - 1; i >= 1; i--) {
      if (Files.exists(full(i))) {
        Files.move(full(i), full(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, full(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path full(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  private static FileOutputStream open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, OWN);
      syncNames(file.toAbsolutePath().getParent());
    }
    return new FileOutputStream(file.toFile(), true);
  }

  /** A new file's name stands in its folder: without this a power cut may take it away. */
  private static void syncNames(@Nullable Path folder) throws IOException {
    if (folder != null) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** A crash tore the last line: the next must stand alone. */
  private static boolean endsInTheMiddle(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "r")) {
      end.seek(end.length() - 1);
      return end.read() != '\n';
    }
  }
}
