package io.postweiche.jms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
import io.postweiche.core.mail.MailId;
import io.postweiche.spool.Spool;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;

/** Mails posted as JSON: composed or refused with a reason, and nothing breaks out of its field. */
class JsonFuzzTest {
  private static final long LARGEST = 200_000; // fits into memory, so the spool makes no file
  private static final MailId ID = new MailId("01JDEXAMPLE0000000000000000");

  private final Spool spool = new Spool(Path.of("nowhere"));
  private final Composer composer = new Composer(spool, "mx.example", LARGEST);

  @FuzzTest
  void aPostIsAMailOrAFault(byte[] posted) throws IOException, JMSException {
    Letter letter;
    try {
      PostedBody body = PostedBody.of(message(posted), spool, LARGEST);
      letter = composer.compose(JsonPost.draft(body, LARGEST), ID, Instant.EPOCH);
    } catch (PostFault fault) {
      assertThat(fault.reason()).isNotBlank().doesNotContainPattern("[\\p{Cc}]");
      return;
    }
    try (Content content = letter.content()) {
      check(new String(content.bytes(), ISO_8859_1));
    }
  }

  private static void check(String mail) {
    assertThat(mail.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
    Headers headers = HeaderScan.read(mail.getBytes(ISO_8859_1));
    assertThat(headers.count("bcc")).isZero();
    for (String once : new String[] {"From", "Date", "Message-ID", "MIME-Version"}) {
      assertThat(headers.count(once)).as(once).isEqualTo(1);
    }
    for (String line : mail.split("\r\n")) {
      assertThat(line).hasSizeLessThanOrEqualTo(998); // RFC 5322 section 2.1.1
    }
  }

  /**
   * What a broker would hand over; of a BytesMessage the reader uses these methods and no other.
   */
  private static BytesMessage message(byte[] octets) {
    var in = new ByteArrayInputStream(octets);
    return (BytesMessage)
        Proxy.newProxyInstance(
            JsonFuzzTest.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getBodyLength" -> (long) octets.length;
                  case "reset" -> {
                    in.reset();
                    yield null;
                  }
                  case "readBytes" -> in.read((byte[]) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
