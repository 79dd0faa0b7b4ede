package io.postweiche.broker;

import io.postweiche.core.mail.Content;
import java.io.FilterInputStream;
import java.io.IOException;

/** A stream whose end is the end of the content behind it. */
final class ClosingStream extends FilterInputStream {
  private final Content content;

  ClosingStream(Content content) throws IOException {
    super(content.open());
    this.content = content;
  }

  @Override
  public void close() throws IOException {
    super.close();
    content.close();
  }
}
