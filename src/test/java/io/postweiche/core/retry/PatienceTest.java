package io.postweiche.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.Terms;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a mail waits, also while the clock jumps. */
class PatienceTest {
  private static final Instant START = Fixtures.NOON;
  private static final RetryPolicy POLICY =
      RetryPolicy.DEFAULT; // warn after 4 h, give up after 2 d

  private final Hands clock = new Hands(START);
  private final Mail mail = Fixtures.mail(Fixtures.IONOS, Fixtures.ANNA);

  @Test
  void theDelayIsToldOnce() {
    clock.at(START.plus(Duration.ofHours(4)).minusMillis(1));
    assertThat(delayDue(mail)).isFalse();
    clock.at(START.plus(Duration.ofHours(4)));
    assertThat(delayDue(mail)).isTrue();
    Mail told = mail.withJourney(mail.journey().withDelayTold(clock.instant()));
    for (int hour = 4; hour < 100; hour++) {
      clock.at(START.plus(Duration.ofHours(hour)));
      assertThat(delayDue(told)).isFalse();
    }
  }

  @Test
  void aPolicyThatGivesUpNoLaterThanItWarnsNeverWarns() {
    Duration warnAfter = POLICY.warnAfter();
    RetryPolicy short4h =
        new RetryPolicy(
            POLICY.first(),
            POLICY.factor(),
            POLICY.max(),
            POLICY.jitter(),
            warnAfter,
            warnAfter,
            POLICY.failoverAfter(),
            POLICY.rememberRefusal());
    assertThat(Patience.delayDue(mail, short4h, START.plus(warnAfter))).isFalse();
    assertThat(Patience.delayDue(mail, short4h, START.plus(Duration.ofDays(9)))).isFalse();
  }

  @Test
  void aClockPutBackADayNeitherLosesNorRepeats() {
    clock.at(START.plus(Duration.ofHours(5)));
    Mail told = mail.withJourney(mail.journey().withDelayTold(clock.instant()));
    clock.at(START.plus(Duration.ofHours(5)).minus(Duration.ofDays(1)));
    assertThat(delayDue(told)).isFalse();
    assertThat(delayDue(mail)).isFalse();
    assertThat(Patience.until(mail, POLICY)).isAfter(clock.instant());
    clock.at(START.plus(Duration.ofHours(4)));
    assertThat(delayDue(told)).as("a second time").isFalse();
    assertThat(delayDue(mail)).as("lost").isTrue();
  }

  @Test
  void aClockPutForwardADayGivesNothingUp() {
    clock.at(START.plus(Duration.ofDays(1)));
    assertThat(delayDue(mail)).isTrue();
    assertThat(new RetrySchedule(POLICY).expired(Patience.begins(mail), clock.instant())).isFalse();
  }

  @Test
  void patienceBeginsWhenTheMailMayGoAndEndsWhenItIsOfNoUse() {
    Instant notBefore = START.plus(Duration.ofDays(3));
    Mail later = mail.withTerms(new Terms(notBefore, null, 4, null, null));
    clock.at(notBefore.plus(Duration.ofHours(1)));
    assertThat(delayDue(later)).isFalse();
    assertThat(Patience.until(later, POLICY)).isEqualTo(notBefore.plus(Duration.ofDays(2)));
    Instant expires = notBefore.plus(Duration.ofHours(2));
    Mail brief = mail.withTerms(new Terms(notBefore, expires, 4, null, null));
    assertThat(Patience.until(brief, POLICY)).isEqualTo(expires);
  }

  @Test
  void aMailOfNoUseIsNotPlacedAgain() {
    Mail late = mail.withTerms(new Terms(null, START, 4, null, null));
    Step step = Placement.place(Fixtures.Table.of(Fixtures.IONOS), late, Map.of(), START);
    assertThat(step).isInstanceOfSatisfying(Step.Dead.class, PatienceTest::isExpired);
    Instant before = START.minusMillis(1);
    assertThat(Placement.place(Fixtures.Table.of(Fixtures.IONOS), late, Map.of(), before))
        .isInstanceOf(Step.Onward.class);
  }

  @Test
  void theLastAttemptIsNotPutBehindTheEndOfItsUse() {
    Instant end = START.plusSeconds(30);
    Mail brief = mail.withTerms(new Terms(null, end, 4, null, null));
    assertThat(settled(brief, START.plusSeconds(1)))
        .isInstanceOfSatisfying(Step.Later.class, later -> assertThat(later.at()).isEqualTo(end));
    assertThat(settled(brief, end))
        .isInstanceOfSatisfying(Step.Dead.class, PatienceTest::isExpired);
  }

  @Test
  void patienceOfARelayBeginsWhenTheMailMayGo() {
    Instant notBefore = START.plus(Duration.ofDays(3));
    Mail later = mail.withTerms(new Terms(notBefore, null, 4, null, null));
    assertThat(settled(later, notBefore.plusSeconds(1))).isInstanceOf(Step.Later.class);
  }

  private static void isExpired(Step.Dead dead) {
    assertThat(dead.reason()).isEqualTo(DeadReason.EXPIRED);
    assertThat(dead.mail().journey().reason()).contains("(expiresAt)");
  }

  private static Step settled(Mail mail, Instant now) {
    Attempt.Outcome failed =
        Fixtures.outcome(Fixtures.ANNA, Verdict.TEMPORARY, Fixtures.GREYLISTED);
    Settlement settlement =
        new Settlement(Fixtures.Table.of(Fixtures.IONOS, Fixtures.SMART), POLICY);
    return settlement
        .settle(mail, new Attempt(Fixtures.IONOS, now, List.of(failed)), Map.of(), false, now, 0.5)
        .get(0);
  }

  private boolean delayDue(Mail about) {
    return Patience.delayDue(about, POLICY, clock.instant());
  }

  /** A clock that is put by hand. */
  private static final class Hands extends Clock {
    private Instant now;

    Hands(Instant now) {
      this.now = now;
    }

    void at(Instant moment) {
      now = moment;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
