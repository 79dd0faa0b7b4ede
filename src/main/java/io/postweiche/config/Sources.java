package io.postweiche.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the configuration file and the files it names, and remembers what each held at that moment,
 * so that the watcher compares with what was really read and misses no change.
 */
final class Sources {
  private static final int MOST_MB = 3;

  private final Map<Path, String> read = new TreeMap<>();

  /**
   * The whole file.
   *
   * @throws IOException with a reason for a person
   */
  byte[] read(Path path) throws IOException {
    try {
      byte[] content = WholeFile.read(path, MOST_MB);
      read.put(path, digest(content));
      return content;
    } catch (IOException e) {
      read.put(path, failure(e));
      throw e;
    }
  }

  /** Each file asked for and what it held. */
  Map<Path, String> seen() {
    return Map.copyOf(read);
  }

  /** What these files hold now, to compare with {@link #seen}. */
  static Map<Path, String> now(Collection<Path> paths) {
    Sources sources = new Sources();
    for (Path path : paths) {
      try {
        sources.read(path);
      } catch (IOException e) {
        // remembered by read(): a file that is gone or came back is a change too
      }
    }
    return sources.seen();
  }

  private static String failure(IOException e) {
    return "unreadable: " + e.getMessage();
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
