package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a relay says of itself at EHLO counts, for that connection. */
@Timeout(30)
class AnnouncedTest {
  @Test
  void aMessageLargerThanAnnouncedIsNotOffered() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.offering("SIZE 60").start();
        Post post = new Post(Account.at(relay.port()))) {
      byte[] fits = "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      byte[] large = "x".repeat(61).getBytes(StandardCharsets.US_ASCII);
      Outcome outcome = post.send(Post.mail(large, "bob@example.org")).get(0);
      assertThat(outcome.verdict()).isEqualTo(Verdict.TOO_LARGE);
      assertThat(outcome.stage()).isEqualTo(Stage.MAIL);
      assertThat(outcome.rule()).isEqualTo("size-announced");
      assertThat(outcome.reply().text())
          .isEqualTo(
              "552 5.3.4 Not sent: the message has 61 octets and the relay announces that it takes"
                  + " 60");
      assertThat(relay.commands()).containsExactly("EHLO router.test");
      assertThat(post.send(Post.mail(fits, "bob@example.org")).get(0).verdict())
          .isEqualTo(Verdict.DELIVERED);
      assertThat(relay.connections()).isEqualTo(1);
      assertThat(relay.commands()).contains("MAIL FROM:<a@meinefirma.de> SIZE=14");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIZE", "SIZE 0", "SIZE 99999999999999999999", "SIZE many", "SIZE -1"})
  void noLimitIsNone(String keyword) throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.offering(keyword).start();
        Post post = new Post(Account.at(relay.port()))) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    }
  }

  @Test
  void eachConnectionGoesByItsOwnEhlo() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.start();
        Post post = new Post(Account.at(relay.port()))) {
      relay.at(At.EHLO).once().replies("250-old", "250-SIZE 1000", "250 PIPELINING");
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      relay.at(At.EHLO).once().replies("250-old", "250 8BITMIME"); // its software was changed
      relay.hangUp();
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      relay.hangUp();
      relay.at(At.EHLO).once().replies("250-old", "250 SIZE 10");
      assertThat(post.send().verdict()).isEqualTo(Verdict.TOO_LARGE);
      assertThat(relay.messages())
          .extracting(ScriptedRelay.Received::mail)
          .containsExactly(
              "MAIL FROM:<a@meinefirma.de> SIZE=" + Post.TEXT.length(),
              "MAIL FROM:<a@meinefirma.de>");
    }
  }
}
