package io.postweiche.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The message that a client is sending, by DATA or in chunks, and the time it has for it. */
final class Incoming {
  private final Door door;
  private @Nullable Upload upload;
  private @Nullable ChunkReader chunk;
  private long began;

  Incoming(Door door) {
    this.door = door;
  }

  /** Whether a message has begun, or octets are to be read away. */
  boolean underWay() {
    return upload != null || chunk != null;
  }

  /** Whether what comes next is no command. */
  boolean takesOctets() {
    return chunk != null ? !chunk.whole() : upload != null && upload.dotted() && !upload.ended();
  }

  /** DATA was answered by 354. */
  void beginData() {
    upload = upload(true);
  }

  /** BDAT was given; a chunk that is refused is read and dropped. */
  void beginChunk(ChunkReader next) {
    if (next.refusal() != null) {
      began = System.nanoTime();
    } else if (upload == null) {
      upload = upload(false);
    }
    chunk = next;
  }

  /** Takes octets while it {@link #takesOctets}, and returns the index behind the last one. */
  int read(byte[] bytes, int from, int to) {
    if (chunk != null) {
      return chunk.read(bytes, from, to, chunk.refusal() == null ? upload : null);
    }
    return Objects.requireNonNull(upload).read(bytes, from, to);
  }

  /** What to say to a chunk that is whole; null when with it the message is over. */
  @Nullable SmtpReply answer() {
    ChunkReader whole = chunk;
    chunk = null;
    if (whole == null || whole.refusal() != null) {
      return whole == null ? null : whole.refusal();
    }
    Upload message = Objects.requireNonNull(upload);
    if (whole.last()) {
      message.end();
    }
    return whole.last() || message.refusal() != null ? null : Replies.chunk(whole.size());
  }

  /** Hands over the message that is over. */
  Upload message() {
    Upload message = Objects.requireNonNull(upload);
    upload = null;
    return message;
  }

  /** Drops what is there; true when that was part of a message. */
  boolean drop() throws IOException {
    Upload dropped = upload;
    upload = null;
    chunk = null;
    if (dropped != null) {
      dropped.close();
    }
    return dropped != null;
  }

  /** Until the next piece; and a client that trickles has no more than its size deserves. */
  Duration timeLeft() {
    Limits limits = door.limits();
    Duration whole = limits.message().plusSeconds(size() / limits.slowestRate());
    Duration left = whole.minusNanos(System.nanoTime() - began);
    return left.compareTo(limits.dataBlock()) < 0 ? left : limits.dataBlock();
  }

  private long size() {
    if (upload != null) {
      return upload.size();
    }
    return chunk == null ? 0 : chunk.size();
  }

  private Upload upload(boolean dotted) {
    began = System.nanoTime();
    DataReader reader = new DataReader(dotted, door.listen().lineEndings());
    return new Upload(reader, door.spool().writer(), door.access().maxMessageSize());
  }
}
