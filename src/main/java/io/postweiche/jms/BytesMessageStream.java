package io.postweiche.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.InputStream;

/** Reads a BytesMessage from its beginning; closing sets it back, for the next reader. */
final class BytesMessageStream extends InputStream {
  private static final int CHUNK = 64 * 1024;

  private final BytesMessage message;
  private final byte[] chunk = new byte[CHUNK];

  BytesMessageStream(BytesMessage message) throws IOException {
    this.message = message;
    rewind();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      int count = message.readBytes(chunk, Math.min(length, CHUNK));
      if (count <= 0) {
        return -1;
      }
      System.arraycopy(chunk, 0, into, offset, count);
      return count;
    } catch (JMSException
        | RuntimeException e) { // Artemis wraps a lost large message in the latter
      throw new IOException("the broker does not give the body", e);
    }
  }

  @Override
  public void close() throws IOException {
    rewind();
  }

  private void rewind() throws IOException {
    try {
      message.reset();
    } catch (JMSException | RuntimeException e) {
      throw new IOException("the broker does not give the body", e);
    }
  }
}
