package io.postweiche.jms;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.HeaderEdit;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
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
      Headers headers = headers(content);
      Content open = HeaderEdit.without(content, "Bcc", "Resent-Bcc");
      return new Letter(open, eightBit, new PostedHeaders(headers));
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }

  private static Headers headers(Content content) throws IOException {
    try (InputStream in = content.open()) {
      MessageStart.check(in.readNBytes(MessageStart.ENOUGH));
    }
    return checkedHeaders(content);
  }

  /** Closes what it refuses. */
  static Headers checkedHeaders(Content content) throws IOException {
    Headers headers = HeaderScan.read(content);
    if (!headers.complete()) {
      content.close();
      throw new PostFault(
          "the header of the message", "larger than 1000000 octets or 10000 fields");
    }
    return headers;
  }
}
