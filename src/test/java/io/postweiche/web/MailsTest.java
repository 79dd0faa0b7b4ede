package io.postweiche.web;

import static io.postweiche.web.ApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Receipt;
import io.postweiche.testing.MemoryOperations.Sent;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail in over HTTP. */
class MailsTest {
  private static final String RFC822 = "message/rfc822";
  private static final String MAILS = "/api/v1/mails?from=erp@meinefirma.de&to=";
  @TempDir Path spool;
  private WebFixture web;

  @BeforeEach
  void start() throws IOException {
    web = new WebFixture(spool);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void aMailIsHandedInAsItIs() {
    String message = "Subject: x\r\n\r\n.\r\nä\r\n";
    HttpResponse<String> answer =
        web.post(MAILS + "a@example.com&to=b@example.com", RFC822, message);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"id\":\"cccccccc3\"}");
    assertThat(web.operations.sent)
        .containsExactly(
            new Sent(
                Address.of("erp@meinefirma.de"),
                List.of(Address.of("a@example.com"), Address.of("b@example.com")),
                message));
  }

  @Test
  void theNullSenderIsAnEmptyFrom() {
    web.post("/api/v1/mails?from=&to=a@example.com", RFC822, "x");
    assertThat(web.operations.sent.get(0).from()).isEqualTo(Address.NULL);
  }

  @Test
  void aLargeMailGoesThroughTheSpoolAndLeavesNothingThere() throws IOException {
    String line = "x".repeat(998) + "\r\n";
    String message = line.repeat(5_000);
    assertThat(web.post(MAILS + "a@example.com", RFC822, message).statusCode()).isEqualTo(202);
    assertThat(web.operations.sent.get(0).message()).isEqualTo(message);
    assertSpoolIsEmpty();
  }

  @Test
  void anEndlessMailIsCutOffAndLeavesNothing() throws IOException {
    // chunked: no Content-Length tells the server beforehand
    HttpResponse<String> answer =
        web.send(
            web.request(MAILS + "a@example.com")
                .header("Content-Type", RFC822)
                .POST(BodyPublishers.ofInputStream(() -> zeros(100_000_001))));
    assertProblem(answer, 413, "larger than 100000000 octets");
    assertThat(web.operations.sent).isEmpty();
    assertSpoolIsEmpty();
  }

  @Test
  void athousandRecipientsFit() {
    StringBuilder path = new StringBuilder(MAILS + "r0@example.com");
    for (int i = 1; i < 1000; i++) {
      path.append("&to=recipient").append(i).append("@example.com");
    }
    assertThat(web.post(path.toString(), RFC822, "x").statusCode()).isEqualTo(202);
    assertThat(web.operations.sent.get(0).to()).hasSize(1000);
  }

  @ParameterizedTest
  @CsvSource({
    "TRY_LATER, 503, the broker is away",
    "NO_ROOM, 507, the disk is full",
    "REFUSED, 422, no header",
  })
  void whatIsNotStoredIsNotAccepted(Receipt.Kind kind, int status, String text) throws IOException {
    web.operations.receipt = new Receipt(kind, text);
    assertProblem(web.post(MAILS + "a@example.com", RFC822, "x"), status, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?to=a@example.com | from: is missing",
        "?from=a@example.com | to: is missing",
        "?from=a@example.com&to= | to: a recipient cannot be empty",
        "?from=a@example.com&to=b | to: not an address (local@domain wanted)",
        "?from=a@example.com&from=b@example.com&to=c@example.com | from: given 2 times",
        "?from=a%0d%0aRCPT@example.com&to=c@example.com | from: control character",
        "?from=a%E7%98%8Db@example.com&to=c@example.com | from: control character",
        "?from=a@example.com&to=c@example.com&cc=x | unknown query parameter 'cc'",
      })
  void badEnvelopesAreRefusedByName(String query, String detail) throws IOException {
    assertProblem(web.post("/api/v1/mails" + query, RFC822, "x"), 400, detail);
    assertThat(web.operations.sent).isEmpty();
  }

  @Test
  void anEmptyMailIsRefused() throws IOException {
    assertProblem(web.post(MAILS + "a@example.com", RFC822, ""), 400, "the body is empty");
  }

  private void assertSpoolIsEmpty() throws IOException {
    try (Stream<Path> files = Files.list(spool.resolve("spool"))) {
      assertThat(files).isEmpty();
    }
  }

  private static InputStream zeros(long count) {
    return new InputStream() {
      private long left = count;

      @Override
      public int read() {
        return left-- > 0 ? '0' : -1;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        int n = (int) Math.min(length, left);
        left -= n;
        return n <= 0 ? -1 : n;
      }
    };
  }
}
