package io.postweiche.sandbox;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A message on its way in: a temporary file, gone when closed unless it was kept. */
final class Draft extends OutputStream {
  private static final int HEAD = 256 * 1024;

  private final Path file;
  private final long limit;
  private final OutputStream disk;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream(4 * 1024);
  private long size;

  /** Takes up to {@code limit} octets; what goes beyond is counted, not stored. */
  Draft(Path file, long limit) throws IOException {
    this.file = file;
    this.limit = limit;
    disk = new BufferedOutputStream(Files.newOutputStream(file), 32 * 1024);
  }

  @Override
  public void write(int octet) throws IOException {
    size++;
    if (size <= limit) {
      disk.write(octet);
    }
    if (size <= HEAD) {
      head.write(octet);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = 0; i < length; i++) {
      write(bytes[offset + i]);
    }
  }

  boolean tooLarge() {
    return size > limit;
  }

  long size() {
    return size;
  }

  MessageHeader header() {
    return new MessageHeader(head.toByteArray());
  }

  /** The file with everything written to it. */
  Path finish() throws IOException {
    disk.close();
    return file;
  }

  @Override
  public void close() throws IOException {
    disk.close();
    Files.deleteIfExists(file);
  }
}
