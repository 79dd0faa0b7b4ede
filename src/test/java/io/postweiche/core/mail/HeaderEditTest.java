package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderEditTest {
  private static Content content(String text) {
    return Content.of(text.getBytes(ISO_8859_1));
  }

  private static String without(String text, String... names) throws IOException {
    return text(HeaderEdit.without(content(text), names));
  }

  static String text(Content content) throws IOException {
    byte[] octets = content.bytes();
    assertThat(content.size()).isEqualTo(octets.length);
    assertThat(content.bytes()).isEqualTo(octets); // a second time
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    assertThat(out.toByteArray()).isEqualTo(octets);
    return new String(octets, ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '~',
      value = {
        "A: 1|Bcc: x@y.de|C: 2||Bcc: body~A: 1|C: 2||Bcc: body",
        "BCC:x@y.de,| z@y.de,|\tq@y.de|C: 2||~C: 2||",
        "A: 1|bcc : x|Resent-Bcc: y|Bcc: z||body~A: 1||body",
        "A: 1|no field|Bcc: hidden behind it|C: 2||body~A: 1|no field|C: 2||body",
        "Bcc: x||body~|body",
        "A: 1|Bcc: the end~A: 1|",
        "A: 1|Bcc: x| |  y|C: 2||~A: 1|C: 2||",
      })
  void removesFieldsWithTheirFoldedLines(String before, String after) throws IOException {
    for (String end : new String[] {"\r\n", "\n"}) {
      assertThat(without(before.replace("|", end), "Bcc", "Resent-Bcc"))
          .isEqualTo(after.replace("|", end));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', Bcc",
    "'|', Bcc",
    "'A: 1||body', Bcc",
    "'X-Bcc: 1|Bcc-X: 2|A:| Bcc: x||Bcc: body', Bcc",
    "'A: 1|:||', ''",
  })
  void leavesAMessageWithoutThemAlone(String text, String name) throws IOException {
    Content content = content(text.replace("|", "\r\n"));
    assertThat(HeaderEdit.without(content, name)).isSameAs(content);
  }

  @Test
  void everyOtherOctetStays() throws IOException {
    Random random = new Random(23);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder before = new StringBuilder();
      StringBuilder after = new StringBuilder();
      String end = random.nextInt(4) == 0 ? "\n" : "\r\n";
      for (int field = random.nextInt(12); field > 0; field--) {
        boolean goes = random.nextInt(3) == 0;
        String name = goes ? (random.nextBoolean() ? "Bcc" : "rEsEnT-bcc") : "X-" + field;
        String text = name + ":" + garbage(random, 90) + end;
        for (int fold = random.nextInt(3); fold > 0; fold--) {
          text += (random.nextBoolean() ? " " : "\t") + garbage(random, 40) + end;
        }
        before.append(text);
        after.append(goes ? "" : text);
      }
      String body = end + garbage(random, 3_000) + "\nBcc: body\r\n.\r\n" + garbage(random, 20_000);
      assertThat(without(before + body, "bcc", "resent-BCC")).isEqualTo(after + body);
    }
  }

  /** Any octet but LF, eight-bit ones, NUL and CR among them. */
  static String garbage(Random random, int longest) {
    byte[] octets = new byte[random.nextInt(longest + 1)];
    random.nextBytes(octets);
    return new String(octets, ISO_8859_1).replace('\n', 'x');
  }

  @Test
  void readsNoBodyAndClosesWhatItStandsFor() throws IOException {
    byte[] head = "Bcc: x\r\nA: 1\r\n\r\n".getBytes(ISO_8859_1);
    Huge huge = new Huge(head);
    try (Content edited = HeaderEdit.without(huge, "Bcc")) {
      assertThat(huge.read).isLessThan(64_000);
      assertThat(edited.size()).isEqualTo(huge.size() - 8);
      try (InputStream in = edited.open()) {
        assertThat(new String(in.readNBytes(10), ISO_8859_1)).isEqualTo("A: 1\r\n\r\nbb");
      }
      assertThat(huge.read).isLessThan(128_000);
    }
    assertThat(huge.closed).isTrue();
  }

  @Test
  void refusesToVouchForAHeaderItCannotOverlook() {
    assertThatThrownBy(() -> without("X: " + "y".repeat(1_000_000) + "\r\nBcc: x\r\n\r\n", "Bcc"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1000000 bytes");
    assertThatThrownBy(() -> without("a:\n".repeat(10_001) + "\n", "Bcc"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("10000 fields");
  }

  /** A message of a terabyte that counts what is read of it. */
  private static final class Huge implements Content {
    private final byte[] head;
    private long read;
    private boolean closed;

    Huge(byte[] head) {
      this.head = head;
    }

    @Override
    public long size() {
      return 1L << 40;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private int at;

        @Override
        public int read() {
          read++;
          return at < head.length ? head[at++] : 'b';
        }
      };
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
