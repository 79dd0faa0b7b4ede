package io.postweiche.jms;

import io.postweiche.core.mail.Content;
import io.postweiche.spool.Spool;
import io.postweiche.spool.SpoolWriter;
import java.io.IOException;
import java.io.InputStream;

/** The form {@code rfc5322}: the body is the message. */
final class WholeMessage {
  private WholeMessage() {}

  static Letter read(PostedBody body, Spool spool, long maxSize) throws IOException {
    try (SpoolWriter writer = spool.writer();
        CrlfWriter lines = new CrlfWriter(writer, maxSize)) {
      try (InputStream in = body.open()) {
        in.transferTo(lines);
      }
      lines.end();
      return letter(writer.finish(), lines.eightBit());
    }
  }

  private static Letter letter(Content content, boolean eightBit) throws IOException {
    try {
      byte[] block = HeaderBlock.of(content);
      Content open = BlindCopies.strip(content, block);
      return new Letter(open, eightBit, PostedHeaders.of(block));
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }
}
