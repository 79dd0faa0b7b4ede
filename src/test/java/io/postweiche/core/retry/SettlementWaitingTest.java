package io.postweiche.core.retry;

import static io.postweiche.core.retry.Fixtures.ANNA;
import static io.postweiche.core.retry.Fixtures.GREYLISTED;
import static io.postweiche.core.retry.Fixtures.IONOS;
import static io.postweiche.core.retry.Fixtures.NOON;
import static io.postweiche.core.retry.Fixtures.SMART;
import static io.postweiche.core.retry.Fixtures.attempted;
import static io.postweiche.core.retry.Fixtures.mail;
import static io.postweiche.core.retry.Fixtures.one;
import static io.postweiche.core.retry.Fixtures.replayed;
import static io.postweiche.core.retry.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Fixtures.Table;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting, failing over, giving up, and clocks that jump. */
class SettlementWaitingTest {
  @Test
  void waitsLongerFromAttemptToAttemptAndGivesUp() {
    Mail mail = mail(IONOS, ANNA);
    Instant now = NOON;
    int attempts = 0;
    Step step = new Step.Later(mail, IONOS, now);
    while (step instanceof Step.Later) {
      now = ((Step.Later) step).at();
      step = one(Table.of(IONOS), step.mail(), now, Verdict.RELAY_UNREACHABLE, Reply.none("No."));
      attempts++;
    }
    assertThat(step).isEqualTo(new Step.Dead(step.mail(), DeadReason.EXPIRED));
    assertThat(Duration.between(NOON, now)).isBetween(Duration.ofDays(2), Duration.ofHours(49));
    assertThat(step.mail().journey().attempt()).isEqualTo(attempts).isBetween(50, 60);
    assertThat(step.mail().journey().history()).hasSize(50);
    assertThat(step.mail().journey().history().get(0).at()).isEqualTo(NOON);
    assertThat(step.mail().journey().reason())
        .isEqualTo("ionos gave no reply at RCPT (relay-unreachable): No. Given up after 2 days.");
  }

  @Test
  void aReplayWaitsAsBrieflyAsNewMail() {
    Mail old = mail(IONOS, ANNA);
    for (int i = 0; i < 40; i++) {
      old = one(Table.of(IONOS), old, NOON, Verdict.TEMPORARY, GREYLISTED).mail();
    }
    Mail mail = with(old, replayed(NOON));
    Step.Later first = (Step.Later) one(Table.of(IONOS), mail, NOON, Verdict.TEMPORARY, GREYLISTED);
    Step.Later second =
        (Step.Later) one(Table.of(IONOS), first.mail(), NOON, Verdict.TEMPORARY, GREYLISTED);
    assertThat(Duration.between(NOON, first.at())).isLessThan(Duration.ofSeconds(90));
    assertThat(Duration.between(NOON, second.at()))
        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(180));
  }

  @Test
  void aReplayStartsTheClockAnew() {
    Instant replay = NOON.plus(Duration.ofDays(9));
    Mail mail = with(mail(IONOS, ANNA), replayed(replay));
    Instant now = replay.plusSeconds(60);
    assertThat(one(Table.of(IONOS), mail, now, Verdict.TEMPORARY, GREYLISTED))
        .isInstanceOf(Step.Later.class);
    assertThat(
            one(
                Table.of(IONOS),
                mail,
                replay.plus(Duration.ofDays(2)),
                Verdict.TEMPORARY,
                GREYLISTED))
        .isInstanceOf(Step.Dead.class);
  }

  @Test
  void aClockPutBackNeitherExpiresNorFailsOverNorWaitsBackwards() {
    Instant before = NOON.minus(Duration.ofDays(400));
    Mail mail = with(mail(IONOS, ANNA), attempted(NOON.plusSeconds(9), IONOS, Verdict.TEMPORARY));
    Step step = one(Table.of(IONOS, SMART), mail, before, Verdict.TEMPORARY, GREYLISTED);
    assertThat(step).isEqualTo(new Step.Later(step.mail(), IONOS, before.plusSeconds(60)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9})
  void aRelayThatFailsForAShortTimeIsAskedAgain(long minutes) {
    Instant now = NOON.plus(Duration.ofMinutes(minutes));
    assertThat(one(Table.of(IONOS, SMART), mail(IONOS, ANNA), now, Verdict.TEMPORARY, GREYLISTED))
        .isInstanceOf(Step.Later.class);
  }

  @Test
  void aRelayThatFailsForLongIsLeftForTheNextOneButNotForGood() {
    Mail mail = with(mail(IONOS, ANNA), attempted(NOON, IONOS, Verdict.TEMPORARY));
    Instant now = NOON.plus(Duration.ofMinutes(10));
    Step step = one(Table.of(IONOS, SMART), mail, now, Verdict.RELAY_UNREACHABLE, GREYLISTED);
    assertThat(step).isEqualTo(new Step.Onward(step.mail(), SMART));
    assertThat(step.mail().journey().triedRelays()).isEmpty();
    assertThat(step.mail().journey().reason())
        .endsWith("It has failed for 10 minutes; smarthost is next.");

    Step second =
        one(Table.of(IONOS, SMART), step.mail(), now, Verdict.RELAY_UNREACHABLE, GREYLISTED);
    assertThat(second).isInstanceOf(Step.Later.class);
    Instant back = now.plus(Duration.ofMinutes(11));
    Step third =
        one(Table.of(IONOS, SMART), second.mail(), back, Verdict.RELAY_UNREACHABLE, GREYLISTED);
    assertThat(third).isEqualTo(new Step.Onward(third.mail(), IONOS));
  }

  @Test
  void aFullMailboxIsFullThroughEveryRelay() {
    Mail mail = with(mail(IONOS, ANNA), attempted(NOON, IONOS, Verdict.MAILBOX_FULL));
    Instant now = NOON.plus(Duration.ofHours(3));
    assertThat(
            one(
                Table.of(IONOS, SMART),
                mail,
                now,
                Verdict.MAILBOX_FULL,
                Reply.of("552 5.2.2 full")))
        .isInstanceOf(Step.Later.class);
  }
}
