package io.postweiche.jms;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that must not give more than it may have: a compressed one is larger than it says. */
final class LimitedStream extends FilterInputStream {
  private final long maxSize;
  private long size;

  LimitedStream(InputStream in, long maxSize) {
    super(in);
    this.maxSize = maxSize;
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    counted(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return counted(super.read(into, offset, length));
  }

  private int counted(int octets) throws PostFault {
    size += Math.max(0, octets);
    Sizes.check(size, maxSize);
    return octets;
  }
}
