package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.Received;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RawBytesTest {
  private final ScriptedRelay relay = ScriptedRelay.offering("8BITMIME", "SIZE 0").start();
  private final Post post = new Post(Account.at(relay.port()));

  @AfterEach
  void close() {
    post.close();
    relay.close();
  }

  @Test
  void anOddMessageArrivesByteForByte() throws Exception {
    String message =
        """
        DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=meinefirma.de;
        \t s=s1;  h=from:subject ; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;
          b=abc
        From:  "Müller, Ä"  <a@meinefirma.de>
        X-Empty:
        Bcc: hidden@example.org
        Content-Length: 99
        subject:folded
        \t
         with a line of blanks

        .
        ..
        .leading dot
        text with trailing blanks \t \s
        ends with a dot.
        """
            .replace("\n", "\r\n");
    byte[] bytes =
        (message + "x".repeat(5000) + "\r\n.\r\n\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    assertThat(arrived(bytes)).isEqualTo(bytes);
  }

  @Test
  void everyOctetValueArrives() throws Exception {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\r' || bytes[i] == '\n' ? (byte) '.' : bytes[i];
      if (i % 77 == 76) {
        bytes[i - 1] = '\r';
        bytes[i] = '\n';
      }
    }
    bytes[bytes.length - 2] = '\r';
    bytes[bytes.length - 1] = '\n';
    assertThat(arrived(bytes)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "'no final line end', 'no final line end~'",
    "'ends with a dot~.', 'ends with a dot~.~'",
    "'', ''",
    "'~', '~'",
    "'bare LF\n.\nend~', 'bare LF~.~end~'",
    "'bare CR\r.\rend~', 'bare CR~.~end~'",
    "'smuggle~.\r~MAIL FROM:<x@y>~', 'smuggle~.~~MAIL FROM:<x@y>~'",
    "'smuggle\n.~MAIL FROM:<x@y>~', 'smuggle~.~MAIL FROM:<x@y>~'",
  })
  void linesAlwaysEndInCrlfAndTheMessageEndsOnce(String sent, String expected) throws Exception {
    byte[] arrived = arrived(sent.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(arrived, StandardCharsets.US_ASCII))
        .isEqualTo(expected.replace("~", "\r\n"));
    assertThat(relay.messages()).hasSize(1);
    assertThat(relay.commands()).filteredOn(line -> line.startsWith("MAIL")).hasSize(1);
  }

  @Test
  void announcesSizeAndEightBit() throws Exception {
    Envelope eightBit =
        new Envelope(Address.NULL, List.of(Address.of("b@example.org")), true, false);
    post.send(new OutgoingMail(eightBit, Content.of("ä".getBytes(StandardCharsets.UTF_8)), null));
    assertThat(relay.commands())
        .contains(
            "EHLO router.test", "MAIL FROM:<> SIZE=2 BODY=8BITMIME", "RCPT TO:<b@example.org>");
  }

  @Test
  void aHugeMailIsStreamed() throws Exception {
    try (ScriptedRelay sink = ScriptedRelay.offering().discardingBodies().start();
        Post toSink = new Post(Account.at(sink.port()))) {
      toSink.send(); // classes loaded, connection open
      long size = 25_000_000;
      OutgoingMail huge =
          new OutgoingMail(Post.envelope("a@b.de", "c@d.de"), new Endless(size), null);
      var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      assertThat(toSink.send(huge).get(0).verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
      assertThat(sink.messages().get(1).size()).isEqualTo(size);
    }
  }

  @Test
  void aMessageThatCannotBeReadIsNeverEnded() throws Exception {
    Content broken = new Endless(100_000).cutAt(70_000);
    OutgoingMail mail = new OutgoingMail(Post.envelope("a@b.de", "c@d.de"), broken, null);
    Outcome outcome = post.send(mail).get(0);
    assertThat(outcome.verdict()).isEqualTo(Verdict.TEMPORARY);
    assertThat(outcome.stage()).isEqualTo(Stage.DATA);
    assertThat(outcome.rule()).isEqualTo("content-unreadable");
    assertThat(outcome.possibleDuplicate()).isFalse();
    assertThat(relay.messages()).isEmpty();
    // and the next mail is none the worse
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.messages()).hasSize(1);
  }

  @Test
  void nothingAsksTheMessageForItsHeaders() throws Exception {
    OutgoingMail mail = Post.mail("b@example.org");
    mail.saveChanges();
    mail.updateHeaders();
    assertThat(mail.getMessageID()).isEqualTo("<1@x>");
    assertThat(mail.getAllHeaders().hasMoreElements()).isFalse();
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    mail.writeTo(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Post.TEXT);
  }

  private byte[] arrived(byte[] bytes) throws Exception {
    Outcome outcome = post.send(Post.mail(bytes, "b@example.org")).get(0);
    assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
    Received received = relay.messages().get(0);
    return received.content();
  }

  /** Lines of text, made while they are read. */
  private record Endless(long size, long real) implements Content {
    Endless(long size) {
      this(size, size);
    }

    Endless cutAt(long octets) {
      return new Endless(size, octets);
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private final byte[] line =
            ("." + "x".repeat(77) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        private long at;

        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
          if (at >= real) {
            return -1;
          }
          int some = (int) Math.min(length, real - at);
          for (int i = 0; i < some; i++, at++) {
            into[offset + i] = line[(int) (at % line.length)];
          }
          return some;
        }
      };
    }
  }
}
