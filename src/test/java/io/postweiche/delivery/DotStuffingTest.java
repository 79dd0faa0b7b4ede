package io.postweiche.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.eclipse.angus.mail.smtp.SMTPOutputStream;
import org.junit.jupiter.api.Test;

/** Against Angus's own stream, octet for octet, wherever the message is cut. */
class DotStuffingTest {
  private static final String[] PIECES = {
    ".", "..", "\r", "\n", "\r\n", "\r\n.", "\r\n.\r\n", "a", "\t", "\u00fc", "\0", "plain text. "
  };

  private final Random random = new Random(5);

  @Test
  void whatGoesOutIsWhatAngusWouldWrite() throws IOException {
    for (int round = 0; round < 100_000; round++) {
      byte[] message = message();
      assertThat(stuffed(message))
          .as(() -> new String(message, ISO_8859_1))
          .isEqualTo(byAngus(message));
    }
  }

  @Test
  void aMessageWithoutOctetsIsTheLastLine() throws IOException {
    assertThat(stuffed(new byte[0])).asString(ISO_8859_1).isEqualTo(".\r\n");
  }

  private byte[] message() {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(14);
    for (int piece = 0; piece < pieces; piece++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private byte[] stuffed(byte[] message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DotStuffing body = new DotStuffing(out);
    int at = 0;
    while (at < message.length) {
      int to = at + random.nextInt(message.length - at + 1);
      body.write(message, at, to);
      at = to;
    }
    body.end();
    return out.toByteArray();
  }

  private static byte[] byAngus(byte[] message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SMTPOutputStream angus = new SMTPOutputStream(out);
    angus.write(message, 0, message.length);
    angus.ensureAtBOL();
    out.write(".\r\n".getBytes(ISO_8859_1));
    return out.toByteArray();
  }
}
