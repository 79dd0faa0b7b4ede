package io.postweiche.jms;

import io.postweiche.core.mail.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Takes the Bcc fields out of a message; nobody but the envelope may know of them. */
final class BlindCopies {
  private static final Set<String> NAMES = Set.of("bcc", "resent-bcc");

  private BlindCopies() {}

  /** The same content when it has none. */
  static Content strip(Content message, byte[] headerBlock) {
    byte[] kept = without(headerBlock);
    return kept.length == headerBlock.length
        ? message
        : new Tail(message, headerBlock.length).behind(kept);
  }

  private static byte[] without(byte[] headerBlock) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(headerBlock.length);
    boolean dropping = false;
    for (int start = 0; start < headerBlock.length; ) {
      int end = lineEnd(headerBlock, start);
      boolean continued = headerBlock[start] == ' ' || headerBlock[start] == '\t';
      dropping = continued ? dropping : NAMES.contains(name(headerBlock, start, end));
      if (!dropping) {
        kept.write(headerBlock, start, end - start);
      }
      start = end;
    }
    return kept.toByteArray();
  }

  private static int lineEnd(byte[] octets, int start) {
    int i = start;
    while (i < octets.length && octets[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, octets.length);
  }

  // the old syntax allows blanks before the colon (RFC 5322 section 4.5)
  private static String name(byte[] octets, int start, int end) {
    String line = new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }

  /** A content from an offset on. */
  private record Tail(Content whole, long offset) implements Content {
    @Override
    public long size() {
      return whole.size() - offset;
    }

    @Override
    public InputStream open() throws IOException {
      InputStream in = whole.open();
      in.skipNBytes(offset);
      return in;
    }

    @Override
    public void close() throws IOException {
      whole.close();
    }
  }
}
