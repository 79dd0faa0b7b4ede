package io.postweiche.smtp;

import io.postweiche.core.mail.Content;
import io.postweiche.spool.SpoolWriter;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way in. Once it cannot be taken any more (too large, damaged, no room) nothing
 * of it is kept, and the rest is only read to find its end.
 */
final class Upload implements Closeable, DataReader.Sink {
  private final DataReader reader;
  private final SpoolWriter spool;
  private final long most;
  private long size;
  private boolean dropped;
  private @Nullable SmtpReply refusal;

  Upload(DataReader reader, SpoolWriter spool, long most) {
    this.reader = reader;
    this.spool = spool;
    this.most = most;
  }

  /** Reads on, as {@link DataReader#read}. */
  int read(byte[] bytes, int from, int to) {
    int end = reader.read(bytes, from, to, this);
    refuseDamage();
    return end;
  }

  /** As {@link DataReader#end}. */
  void end() {
    reader.end(this);
    refuseDamage();
  }

  /** Whether it comes by DATA, and not in chunks. */
  boolean dotted() {
    return reader.dotted();
  }

  @Override
  public void take(byte[] bytes, int from, int length) {
    size += length;
    if (size > most) {
      refuse(Replies.tooLarge(most));
    }
    if (refusal != null) {
      return;
    }
    try {
      spool.write(bytes, from, length);
    } catch (IOException e) {
      refuse(Replies.NO_SPOOL);
    }
  }

  boolean ended() {
    return reader.ended();
  }

  boolean eightBit() {
    return reader.eightBit();
  }

  /** Octets of the message so far. */
  long size() {
    return size;
  }

  /** Why the message is not taken; null while it may be. */
  @Nullable SmtpReply refusal() {
    return refusal;
  }

  /** The whole message; the caller closes it. */
  Content finish() throws IOException {
    return spool.finish();
  }

  /** Drops what is there of an unfinished message. */
  @Override
  public void close() throws IOException {
    if (!dropped) {
      dropped = true;
      spool.close();
    }
  }

  /** As {@link #close}, whatever becomes of the file. */
  void drop() {
    try {
      close();
    } catch (IOException e) {
      // a file that cannot be removed now goes at the next start, with the whole spool
    }
  }

  private void refuseDamage() {
    DataReader.Damage damage = reader.damage();
    if (damage != null) {
      refuse(Replies.damaged(damage));
    }
  }

  private void refuse(SmtpReply reason) {
    if (refusal == null) {
      refusal = reason;
    }
    drop();
  }
}
