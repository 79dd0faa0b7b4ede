package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays that break off, stall, drip and flood: each wait ends, and nothing is taken for sent. */
@Timeout(30)
class BrokenRelaysTest {
  private final ScriptedRelay relay = ScriptedRelay.start();
  private final Post post = new Post(Account.at(relay.port()), Post.IMPATIENT);
  private final Post patient = new Post(Account.at(relay.port()));

  @AfterEach
  void close() {
    post.close();
    patient.close();
    relay.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void resetBeforeTheMessage(At at) throws Exception {
    relay.at(at).times(at == At.CONNECT ? 2 : 1).resets();
    Outcome outcome = post.send();
    assertThat(outcome.stage()).isEqualTo(Stage.valueOf(at.name()));
    // a reset may come before our kernel has told us of the connection
    assertThat(outcome.rule()).isIn("connection-lost", at == At.CONNECT ? "no-connection" : "-");
    assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
    assertThat(outcome.possibleDuplicate()).isFalse();
    relay.forgetScript();
    assertThat(patient.send().verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void closedBeforeTheMessage(At at) throws Exception {
    relay.at(at).once().closes();
    Outcome outcome = failed(Stage.valueOf(at.name()), "connection-lost");
    assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
    assertThat(outcome.reply().text()).contains("localhost:" + relay.port());
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void stalls(At at) throws Exception {
    relay.at(at).once().stalls();
    Outcome outcome = failed(Stage.valueOf(at.name()), "timed-out");
    assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
    assertThat(outcome.reply().text()).contains("gave no answer within 600 ms");
    assertThat(patient.send().verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void dripsAReplyWithoutEnd(At at) throws Exception {
    relay.at(at).once().drips();
    failed(Stage.valueOf(at.name()), "timed-out");
  }

  @Test
  void floodsWithAReplyWithoutEnd() throws Exception {
    relay.at(At.RCPT).once().floods();
    Outcome outcome = patient.send();
    assertThat(outcome.rule()).isEqualTo("connection-lost");
    assertThat(outcome.reply().text()).contains("reply longer than 512 KB");
  }

  @Test
  void takesNoMoreOfTheMessage() throws Exception {
    relay.at(At.BODY).once().freezes();
    Outcome outcome = post.send(Post.mail(new byte[20_000_000], "b@x.de")).get(0);
    assertThat(outcome.stage()).isEqualTo(Stage.DATA);
    assertThat(outcome.rule()).isEqualTo("timed-out");
    assertThat(outcome.possibleDuplicate()).isFalse();
    assertThat(relay.messages()).isEmpty();
  }

  @Test
  void resetInsideTheMessage() throws Exception {
    relay.at(At.BODY).once().resets();
    Outcome outcome = post.send(Post.mail(new byte[20_000_000], "b@x.de")).get(0);
    assertThat(outcome.stage()).isEqualTo(Stage.DATA);
    assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
    assertThat(outcome.possibleDuplicate()).isFalse();
    assertThat(relay.messages()).isEmpty();
    assertThat(patient.send().verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"closes", "resets", "stalls", "drips", "odd"})
  void theReplyToTheFinalDotIsLost(String how) throws Exception {
    ScriptedRelay.Rule rule = relay.at(At.EOD).once();
    switch (how) {
      case "closes" -> rule.closes();
      case "resets" -> rule.resets();
      case "stalls" -> rule.stalls();
      case "drips" -> rule.drips();
      default -> rule.replies("354 go on");
    }
    Outcome outcome = failed(Stage.EOD, "final-reply-lost");
    assertThat(outcome.verdict()).isEqualTo(Verdict.TEMPORARY);
    assertThat(outcome.verdict().fate()).isEqualTo(Verdict.Fate.LATER);
    assertThat(outcome.possibleDuplicate()).isTrue();
    assertThat(patient.send().possibleDuplicate()).isFalse();
  }

  @Test
  void theFinalReplyMayTakeLongerThanOthers() throws Exception {
    Tuning d = Tuning.DEFAULT;
    Duration brief = Duration.ofMillis(300);
    Tuning tuning =
        new Tuning(brief, brief, brief, Duration.ofMillis(900), d.idle(), d.maxAge(), 9, d.turn());
    try (Post other = new Post(Account.at(relay.port()), tuning)) {
      relay.at(At.EOD).once().stalls();
      long start = System.nanoTime();
      assertThat(other.send().possibleDuplicate()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(850));
      relay.at(At.MAIL).once().stalls();
      start = System.nanoTime();
      assertThat(other.send().stage()).isEqualTo(Stage.MAIL);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(850));
    }
  }

  @Test
  void nobodyListens() throws Exception {
    relay.close();
    Outcome outcome = failed(Stage.CONNECT, "no-connection");
    assertThat(outcome.reply().code()).isZero();
    assertThat(outcome.reply().text())
        .contains("cannot connect to localhost:" + relay.port())
        .contains("refused the connection");
  }

  @ParameterizedTest
  @CsvSource({"no-such-host.invalid, not found in the DNS"})
  void noSuchHost(String host, String sentence) throws Exception {
    try (Post other = new Post(Account.at(relay.port()).host(host))) {
      Outcome outcome = other.send();
      assertThat(outcome.rule()).isEqualTo("no-connection");
      assertThat(outcome.reply().text()).contains(host).contains(sentence);
    }
  }

  @Test
  void nobodyAnswersTheConnection() throws Exception {
    try (ServerSocket full = fullBacklog();
        Post other = new Post(Account.at(full.getLocalPort()).host("127.0.0.1"), Post.IMPATIENT)) {
      Outcome outcome = other.send();
      // the kernel may still complete the handshake; then it is the greeting that is missing
      assertThat(outcome.stage()).isEqualTo(Stage.CONNECT);
      assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
      assertThat(outcome.reply().text()).contains("within 600 ms");
    }
  }

  private Outcome failed(Stage stage, String rule) throws Exception {
    Outcome outcome = post.send();
    assertThat(outcome.stage()).isEqualTo(stage);
    assertThat(outcome.rule()).isEqualTo(rule);
    return outcome;
  }

  private static ServerSocket fullBacklog() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }
}
