package io.postweiche.smtp;

import org.jspecify.annotations.Nullable;

/** The octets behind one BDAT. They are counted, so nothing in them is ever taken for a command. */
final class ChunkReader {
  private final Chunk chunk;
  private final @Nullable SmtpReply refusal;
  private long read;

  /**
   * A chunk on its way in.
   *
   * @param refusal why its octets are dropped; null when they belong to a message
   */
  ChunkReader(Chunk chunk, @Nullable SmtpReply refusal) {
    this.chunk = chunk;
    this.refusal = refusal;
  }

  /**
   * Reads on.
   *
   * @param into takes the octets; null to drop them
   * @return the index behind the last octet of the chunk, {@code to} unless it is whole
   */
  int read(byte[] bytes, int from, int to, @Nullable Upload into) {
    int end = from + (int) Math.min(chunk.size() - read, to - from);
    if (into != null) {
      into.read(bytes, from, end);
    }
    read += end - from;
    return end;
  }

  boolean whole() {
    return read == chunk.size();
  }

  boolean last() {
    return chunk.last();
  }

  /** Octets so far. */
  long size() {
    return read;
  }

  @Nullable SmtpReply refusal() {
    return refusal;
  }
}
