package io.postweiche.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");

  @Test
  void inNoMinuteIsMoreGrantedThanAllowedAndAlmostAllOfItIs() {
    Allowance allowance = Allowance.ofMessages(30, 0);
    Random random = new Random(7);
    List<Instant> sent = new ArrayList<>();
    Usage usage = Usage.NONE;
    Instant now = NOON;
    while (now.isBefore(NOON.plusSeconds(3600))) {
      Grant grant = usage.take(allowance, Count.ONE, now);
      usage = Usage.of(grant.usage().text()); // as it is kept
      if (grant.granted()) {
        sent.add(now);
      }
      now = now.plusMillis(random.nextInt(700));
    }
    assertThat(mostInAMinute(sent)).isEqualTo(30);
    assertThat(sent.size()).as("of 1,800 in an hour").isBetween(1_740, 1_800);
  }

  @Test
  void anIdleAccountMaySendAllAtOnceAndThenWaits() {
    Allowance allowance = new Allowance(Count.NONE, new Count(200, 0), Count.NONE);
    Usage usage = Usage.NONE;
    for (int i = 0; i < 200; i++) {
      Grant grant = usage.take(allowance, Count.ONE, NOON);
      assertThat(grant.granted()).isTrue();
      assertThat(grant.next().isAfter(NOON)).isEqualTo(i == 199);
      usage = grant.usage();
    }
    Grant refused = usage.take(allowance, Count.ONE, NOON.plusSeconds(1));
    assertThat(refused.granted()).isFalse();
    assertThat(Duration.between(NOON, refused.next()))
        .isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    assertThat(usage.take(allowance, Count.ONE, refused.next()).granted()).isTrue();
  }

  @Test
  void recipientsAreCountedBesideMessages() {
    Allowance allowance = new Allowance(Count.NONE, Count.NONE, new Count(0, 10));
    Usage seven = Usage.NONE.take(allowance, new Count(1, 7), NOON).usage();
    assertThat(seven.take(allowance, new Count(1, 4), NOON).granted()).isFalse();
    assertThat(seven.take(allowance, new Count(1, 3), NOON).granted()).isTrue();
  }

  @Test
  void whatIsLargerThanTheLimitGoesWhenNothingElseDid() {
    Allowance allowance = new Allowance(Count.NONE, new Count(0, 10), Count.NONE);
    Grant large = Usage.NONE.take(allowance, new Count(1, 25), NOON);
    assertThat(large.granted()).isTrue();
    Grant next = large.usage().take(allowance, Count.ONE, NOON);
    assertThat(next.granted()).isFalse();
    assertThat(next.next()).isBefore(NOON.plus(Duration.ofMinutes(62)));
  }

  @Test
  void aClockPutBackBlocksForOneWindowAtMost() {
    Allowance allowance = Allowance.ofMessages(1, 0);
    Usage usage = Usage.NONE.take(allowance, Count.ONE, NOON).usage();
    Instant yesterday = NOON.minus(Duration.ofDays(1));
    Grant grant = usage.take(allowance, Count.ONE, yesterday);
    assertThat(grant.granted()).isFalse();
    assertThat(grant.next()).isBefore(yesterday.plusSeconds(62));
  }

  @Test
  void twoCountsOfOneAccountAddUp() {
    Allowance allowance = Allowance.ofMessages(0, 2);
    Usage one = Usage.NONE.take(allowance, Count.ONE, NOON).usage();
    assertThat(one.and(one).take(allowance, Count.ONE, NOON).granted()).isFalse();
    assertThat(one.relief(NOON)).isPresent();
    assertThat(Usage.NONE.relief(NOON)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 50", "6, 50", "7, 100", "13, 100", "14, 400", "29, 400", "30, 500", "900, 500"})
  void anAccountGrows(int days, int perHour) {
    LocalDate since = LocalDate.of(2026, 11, 1);
    Growth growth =
        new Growth(
            since,
            List.of(new Growth.Step(7, 50), new Growth.Step(14, 100), new Growth.Step(30, 400)));
    assertThat(growth.perHour(since.plusDays(days), 500)).isEqualTo(perHour);
  }

  private static int mostInAMinute(List<Instant> sent) {
    int most = 0;
    for (int from = 0, to = 0; to < sent.size(); to++) {
      while (Duration.between(sent.get(from), sent.get(to)).compareTo(Duration.ofMinutes(1)) >= 0) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
