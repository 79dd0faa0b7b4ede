package io.postweiche.app.hook;

import io.postweiche.core.mail.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * A message as the body of an exchange: read as often as a route likes, held in memory no more than
 * the router holds it.
 */
final class ContentStream extends InputStream implements StreamCache {
  private final Content content;
  private @Nullable InputStream open;
  private long position;

  ContentStream(Content content) {
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    int octet = opened().read();
    position += octet < 0 ? 0 : 1;
    return octet;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = opened().read(into, from, length);
    position += Math.max(0, count);
    return count;
  }

  private InputStream opened() throws IOException {
    if (open == null) {
      open = content.open();
    }
    return open;
  }

  @Override
  public void reset() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends this reading; the next one begins anew. */
  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
    open = null;
    position = 0;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    content.writeTo(out);
  }

  @Override
  public StreamCache copy(Exchange exchange) {
    return new ContentStream(content);
  }

  @Override
  public boolean inMemory() {
    return content instanceof Content.InMemory;
  }

  @Override
  public long length() {
    return content.size();
  }

  @Override
  public long position() {
    return position;
  }
}
