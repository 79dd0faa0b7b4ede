package io.postweiche.core.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * A content with its first octets exchanged; the rest is read from where it lies. Closing it closes
 * the content it was made from.
 *
 * @param skipped octets of {@code rest} that {@code head} stands for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Spliced(byte[] head, Content rest, long skipped) implements Content {
  @Override
  public long size() {
    return head.length + rest.size() - skipped;
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = rest.open();
    try {
      in.skipNBytes(skipped);
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new SequenceInputStream(new ByteArrayInputStream(head), in);
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
