package io.postweiche.scenario;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own that can be filled; needs root, as tests of ours have it. */
final class SmallDisk implements AutoCloseable {
  private static final long MIB = 1024 * 1024;
  private final Path at;

  private SmallDisk(Path at) {
    this.at = at;
  }

  static SmallDisk mount(Path at, int mebibytes) throws Exception {
    Files.createDirectories(at);
    Process mount =
        new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", "" + at)
            .redirectErrorStream(true)
            .start();
    String said = new String(mount.getInputStream().readAllBytes(), "UTF-8");
    return mount.waitFor() == 0
        ? new SmallDisk(at)
        : abort("a small file system cannot be mounted here: " + said);
  }

  Path folder() {
    return at;
  }

  long free() throws IOException {
    return Files.getFileStore(at).getUsableSpace();
  }

  /** Leaves so much free, whatever lies there. */
  void leave(long mebibytes) throws IOException {
    release();
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(at.resolve("filler"))) {
      for (long more = free() - mebibytes * MIB; more > 0; more -= block.length) {
        out.write(block);
      }
    }
  }

  void release() throws IOException {
    Files.deleteIfExists(at.resolve("filler"));
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder("umount", "-l", "" + at).start().onExit().join();
  }
}
