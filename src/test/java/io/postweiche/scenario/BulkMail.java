package io.postweiche.scenario;

import io.postweiche.testing.HashingRelay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A large mail that needs little memory: a head and a page of random lines, again and again. */
final class BulkMail {
  private static final int LINE = 76; // CRLF not counted
  private static final int LINES = 1000;

  private final byte[] head;
  private final byte[] page = new byte[LINES * (LINE + 2)];
  private final int pages;

  /** About {@code size} octets; another number is another mail. */
  BulkMail(int number, int size) {
    head =
        (HashingRelay.MARK
                + number
                + "\r\nFrom: <vertrieb@meinefirma.de>\r\nTo: <kunde@kunde.example>\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(number);
    for (int i = 0; i < page.length; i++) {
      int column = i % (LINE + 2);
      page[i] =
          (byte) (column == LINE ? '\r' : column == LINE + 1 ? '\n' : 'A' + random.nextInt(50));
    }
    pages = size / page.length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(head);
    for (int i = 0; i < pages; i++) {
      out.write(page);
    }
  }

  InputStream open() {
    List<InputStream> parts = new ArrayList<>();
    parts.add(new ByteArrayInputStream(head));
    for (int i = 0; i < pages; i++) {
      parts.add(new ByteArrayInputStream(page));
    }
    return new SequenceInputStream(Collections.enumeration(parts));
  }
}
