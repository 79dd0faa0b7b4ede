package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderScanTest {
  private static Headers of(String text) {
    return HeaderScan.read(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n"})
  void readsFoldedFieldsUpToTheEmptyLine(String end) {
    String text =
        "From: Hans\n <a@b.de>\nSUBJECT:one\n\ttwo\n \n three\nSubject: second\n"
            + "Empty:\nSpaced \t: x\n\nSubject: body\n";
    Headers headers = of(text.replace("\n", end));
    assertThat(headers.first("from")).isEqualTo("Hans <a@b.de>");
    assertThat(headers.first("Subject")).isEqualTo("one\ttwo  three");
    assertThat(headers.all("subject")).containsExactly("one\ttwo  three", "second");
    assertThat(headers.first("empty")).isEmpty();
    assertThat(headers.first("spaced")).isEqualTo("x");
    assertThat(headers.first("missing")).isNull();
    assertThat(headers.all("missing")).isEmpty();
    assertThat(headers.complete()).isTrue();
    assertThat(headers.length())
        .isEqualTo(text.substring(0, text.indexOf("\n\n") + 1).replace("\n", end).length());
  }

  @Test
  void passesOverLinesThatAreNoFields() {
    Headers headers =
        of(
            " begins folded\r\nFrom hans Mon Nov 24\r\nsays nothing\r\n folded: no\r\n: no name\r\n"
                + "a b: no\r\nTo: x@y.de\r\nü: no\r\n");
    assertThat(headers.first("to")).isEqualTo("x@y.de");
    assertThat(headers.first("folded")).isNull();
    assertThat(headers.first("")).isNull();
    assertThat(headers.first("b")).isNull();
    assertThat(headers.first("ü")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "\n", "\r\nSubject: body", "\nSubject: body", "\r", "x"})
  void hasNothingToReadInAMessageWithoutHeader(String text) {
    Headers headers = of(text);
    assertThat(headers.first("subject")).isNull();
    assertThat(headers.receivedCount()).isZero();
  }

  @Test
  void readsAMessageThatIsAllHeader() {
    assertThat(of("A: 1\r\nB: 2").first("b")).isEqualTo("2");
    assertThat(of("A: 1\r\nB:").first("b")).isEmpty();
  }

  @Test
  void readsUtf8AndElseLatin1() {
    assertThat(of("Subject: Grüße 😀\r\n\r\n").first("subject")).isEqualTo("Grüße 😀");
    assertThat(HeaderScan.read("Subject: Grüße\r\n\r\n".getBytes(ISO_8859_1)).first("subject"))
        .isEqualTo("Grüße");
  }

  @Test
  void countsTheServersBehind() {
    assertThat(of("received: a\r\n".repeat(101) + "\r\nReceived: body\r\n").receivedCount())
        .isEqualTo(101);
  }

  @Test
  void readsNoFurtherThanItMust() throws IOException {
    byte[] head =
        ("A: 1\r\nX: " + "y".repeat(20_000) + "\r\nSubject: last\r\n\r\n").getBytes(UTF_8);
    InputStream endless =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            return at < head.length ? head[at++] : 'b';
          }
        };
    Headers headers = HeaderScan.read(endless);
    assertThat(headers.first("subject")).isEqualTo("last");
    assertThat(headers.first("x")).hasSize(20_000);
  }

  @Test
  void readsAStreamThatGivesOneOctetAtATime() throws IOException {
    InputStream slow =
        new ByteArrayInputStream("A: 1\r\n 2\r\n\r\nB: 3".getBytes(UTF_8)) {
          @Override
          public synchronized int read(byte[] to, int offset, int length) {
            return super.read(to, offset, Math.min(length, 1));
          }
        };
    Headers headers = HeaderScan.read(slow);
    assertThat(headers.first("a")).isEqualTo("1 2");
    assertThat(headers.first("b")).isNull();
  }

  @Test
  void stopsAtAMegabyteAndAtTenThousandFields() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          Headers large = of("Subject: x\r\nX: " + "y".repeat(2_000_000) + "\r\nTo: z\r\n\r\n");
          assertThat(large.complete()).isFalse();
          assertThat(large.first("subject")).isEqualTo("x");
          assertThat(large.first("to")).isNull();
          Headers many = of("a:\n".repeat(10_000) + "b: no\n\n");
          assertThat(many.complete()).isFalse();
          assertThat(many.count("a")).isEqualTo(10_000);
          assertThat(many.first("b")).isNull();
          assertThat(of("a:\n".repeat(10_000) + "\n").complete()).isTrue();
          assertThat(of("X: " + "\n y".repeat(300_000)).first("x")).hasSize(2 * 300_000 - 1);
        });
  }
}
