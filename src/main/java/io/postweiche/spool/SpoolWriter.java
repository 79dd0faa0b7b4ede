package io.postweiche.spool;

import io.postweiche.core.mail.Content;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Takes one body; {@link #finish} gives it as a content, {@link #close} drops it if unfinished. */
public final class SpoolWriter extends OutputStream {
  private final Spool spool;
  private final int inMemory;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(8 * 1024);
  private @Nullable Path file;
  private @Nullable OutputStream disk;
  private long size;
  private @Nullable IOException fault;
  private boolean finished;
  private boolean dropped;

  SpoolWriter(Spool spool, int inMemory) {
    this.spool = spool;
    this.inMemory = inMemory;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    size += length;
    if (disk == null && memory.size() + length > inMemory) {
      disk = toDisk();
    }
    if (disk == null) {
      memory.write(bytes, offset, length);
    } else {
      disk.write(bytes, offset, length);
    }
  }

  public long size() {
    return size;
  }

  /**
   * For Artemis's client, which closes the stream that it has filled, and which throws away what it
   * could not write and then waits a minute for it when the message is read once more. So this
   * neither closes nor fails: {@link #finish(long)} tells.
   */
  public OutputStream unfailing() {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        try {
          if (fault == null) {
            SpoolWriter.this.write(bytes, offset, length);
          }
        } catch (IOException e) {
          fault = e;
        }
      }
    };
  }

  /**
   * The body that was streamed; the caller closes it.
   *
   * @param expected octets
   * @throws IOException when writing failed, or other than so many octets came
   */
  public Content finish(long expected) throws IOException {
    if (fault != null) {
      throw fault;
    }
    if (size != expected) {
      throw new IOException("of a body of " + expected + " octets " + size + " came");
    }
    return finish();
  }

  /** The body, whole; the caller closes it. */
  public Content finish() throws IOException {
    if (dropped) {
      throw new IOException("closed before its end");
    }
    if (disk == null || file == null) {
      finished = true;
      return Content.of(memory.toByteArray());
    }
    disk.close();
    finished = true; // only now: where the last octets find no room, close() removes the file
    return new SpooledContent(file, size);
  }

  @Override
  public void close() throws IOException {
    if (finished || file == null) {
      return;
    }
    dropped = true;
    try {
      if (disk != null) {
        disk.close(); // writes what is buffered, and fails on a full disk
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private OutputStream toDisk() throws IOException {
    try {
      file = spool.newFile();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    // not truncated, as it would be without WRITE: what was truncated, ext4 writes to the disk when
    // it is closed (auto_da_alloc), and few bodies live long enough to need the disk at all
    OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE), 64 * 1024);
    memory.writeTo(out);
    memory.reset();
    return out;
  }
}
