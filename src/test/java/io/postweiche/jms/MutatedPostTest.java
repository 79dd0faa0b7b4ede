package io.postweiche.jms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Submission;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Good posts with something changed at random: whatever it is, a mail or a reason comes out. */
class MutatedPostTest extends UsesPostOffice {
  private static final int ROUNDS = 1500;
  private static final List<String> BODIES =
      List.of(
          "From: \"M, \u00c4\" <a@firma.de>\r\nTo: b@example.org, g: c@example.org;\r\n"
              + "Bcc: geheim@example.org\r\nSubject: =?UTF-8?Q?=C3=A4?=\r\n\r\nHallo\r\n.\r\n",
          "{\"from\":\"M <a@firma.de>\",\"to\":[\"b@example.org\"],\"bcc\":\"geheim@example.org\","
              + "\"subject\":\"x\",\"text\":\"y\",\"html\":\"<b>\",\"headers\":{\"X-A\":\"b\"},"
              + "\"attachments\":[{\"name\":\"a.txt\",\"type\":\"text/plain\",\"content\":\"eA==\"}]}",
          "Guten Tag\n");
  private static final List<String> PIECES =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\0",
          "\"",
          "\\",
          "<",
          ">",
          "@",
          ",",
          ":",
          ";",
          "(",
          ")",
          "=?",
          "?=",
          "{",
          "}",
          "[",
          "]",
          "null",
          "\ud800",
          "\u760d",
          "\ufeff",
          "\u00e4",
          "\u2028",
          " ",
          "\t",
          "\r\nBcc: x@example.org",
          "\r\n.\r\n",
          "=?UTF-8?Q?=0D=0ABcc:_x?=",
          "\\u000d\\u000a",
          "%00");

  @Test
  void nothingIsThrownAndNothingBreaksOut() throws Exception {
    Random random = new Random(20261124);
    int mails = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int kind = round % BODIES.size();
      String body = mutated(BODIES.get(kind), random, kind < 2);
      boolean octets = random.nextBoolean();
      String from = mutated("a@firma.de", random, random.nextInt(4) == 0);
      Post post = office.unsent(client -> message(client, kind, octets, body, from));
      mails += post instanceof Post.Readable ? 1 : 0;
      check(post);
    }
    assertThat(mails).isBetween(ROUNDS / 10, ROUNDS);
    assertThat(office.spooled()).isEmpty();
  }

  private static Message message(
      JMSContext client, int kind, boolean octets, String body, String from) throws JMSException {
    Message message =
        octets
            ? WholeMessagePostTest.bytes(client, body.getBytes(UTF_8))
            : client.createTextMessage(body);
    if (kind == 2) {
      message.setStringProperty("From", from);
      message.setStringProperty("To", "b@example.org");
    }
    return message;
  }

  private static void check(Post post) throws Exception {
    if (post instanceof Post.Unreadable fault) {
      assertThat(fault.reason()).isNotBlank().hasSizeLessThan(520).doesNotContain("\n", "\r", "\0");
      return;
    }
    Submission mail = PostOffice.readable(post);
    String text = new String(mail.content().bytes(), ISO_8859_1);
    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
    String header = text.contains("\r\n\r\n") ? text.substring(0, text.indexOf("\r\n\r\n")) : text;
    assertThat(header.toLowerCase(java.util.Locale.ROOT)).doesNotContain("\nbcc:");
    assertThat(mail.envelope().recipients()).isNotEmpty();
    mail.content().close();
  }

  private static String mutated(String text, Random random, boolean change) {
    StringBuilder out = new StringBuilder(text);
    for (int i = change ? 1 + random.nextInt(2) : 0; i > 0; i--) {
      int at = random.nextInt(out.length() + 1);
      if (random.nextInt(3) == 0) {
        out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(4)));
      } else {
        out.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return out.toString();
  }
}
