package io.postweiche.core.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.pause.Symptom.Kind;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.ReplyClassifier;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymptomTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CONNECT | 421 4.3.2 closing                               | FAULT         | true
          EHLO    | 421 overloaded                                  | FAULT         | true
          CONNECT | 450 4.3.2 try later                             | FAULT         | true
          AUTH    | 454 4.7.0 auth server busy                      | FAULT         | true
          MAIL    | 421 4.3.0 shutting down                         | FAULT         | true
          RCPT    | 421 4.7.0 greylisted, come back later           | WORKS         | false
          AUTH    | 535 Authentication credentials invalid          | LOGIN_REFUSED | true
          MAIL    | 530 5.7.0 Authentication required               | LOGIN_REFUSED | true
          RCPT    | 450 Mail send limit exceeded.                   | LIMIT         | true
          MAIL    | 550 5.4.5 Daily sending quota exceeded          | LIMIT         | true
          RCPT    | 450 4.2.1 The user you are trying to contact is receiving mail at a rate that | NOTHING | false
          RCPT    | 450 4.2.0 Greylisted                            | WORKS         | false
          RCPT    | 550 5.1.1 user unknown                          | WORKS         | false
          EOD     | 250 2.0.0 ok                                    | WORKS         | false
          """)
  void tellsOfTheRelay(Stage stage, String reply, Kind kind, boolean blamed) {
    Outcome outcome = outcome(stage, reply);
    assertThat(Symptom.of(outcome).kind()).as(outcome.verdict().word()).isEqualTo(kind);
    assertThat(Symptom.blamesRelay(outcome)).isEqualTo(blamed);
  }

  @Test
  void whatBreaksOffOverTheContentCountsButIsNotHeldAgainstTheRelayAlone() {
    Outcome lost =
        new Outcome(
            Address.of("a@b.de"),
            Verdict.RELAY_UNREACHABLE,
            Stage.EOD,
            Reply.none("closed the connection"),
            "connection-lost",
            true);
    assertThat(Symptom.of(lost).kind()).isEqualTo(Kind.FAULT);
    assertThat(Symptom.blamesRelay(lost)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RCPT | 450 Mail send limit exceeded.              |      | PT1H
          RCPT | 450 Mail send limit exceeded.              | PT2M | PT10M
          RCPT | 450 Mail send limit exceeded.              | PT40M | PT40M
          MAIL | 550 5.4.5 Daily sending quota exceeded     | PT2M | PT12H1M
          MAIL | 452 4.3.2 too many messages per minute     |      | PT1M
          MAIL | 421 4.7.0 too many connections             |      | PT1M
          """)
  void waitsForTheLikelyReset(Stage stage, String reply, Duration own, Duration wait) {
    Instant room = own == null ? null : NOON.plus(own);
    assertThat(AccountLimit.likelyReset(outcome(stage, reply), room, NOON, ZoneOffset.UTC))
        .isEqualTo(NOON.plus(wait));
  }

  @ParameterizedTest
  @CsvSource({
    "FAULT, 1, PT10S",
    "FAULT, 2, PT20S",
    "FAULT, 5, PT2M40S",
    "FAULT, 6, PT5M",
    "FAULT, 900, PT5M",
    "LOGIN_REFUSED, 1, PT15M",
    "LOGIN_REFUSED, 3, PT1H",
    "LOGIN_REFUSED, 9, PT6H"
  })
  void asksEverMoreRarely(Pause.Cause cause, int failures, Duration wait) {
    assertThat(ProbeSchedule.wait(cause, failures, Duration.ofMinutes(1), Duration.ofHours(1)))
        .isEqualTo(wait);
    assertThat(
            ProbeSchedule.wait(Pause.Cause.FAULT, 9, Duration.ofMillis(50), Duration.ofMillis(80)))
        .isEqualTo(Duration.ofMillis(80));
  }

  private static Outcome outcome(Stage stage, String said) {
    Reply reply = Reply.of(said);
    ReplyClassifier.Classification read = ReplyClassifier.standard().classify(stage, reply);
    return new Outcome(Address.of("a@b.de"), read.verdict(), stage, reply, read.rule(), false);
  }
}
