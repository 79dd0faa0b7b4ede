package io.postweiche.core.retry;

import static io.postweiche.core.retry.Fixtures.IONOS;
import static io.postweiche.core.retry.Fixtures.NOON;
import static io.postweiche.core.retry.Fixtures.SMART;
import static io.postweiche.core.retry.Fixtures.THIRD;
import static io.postweiche.core.retry.Fixtures.mail;
import static io.postweiche.core.retry.Fixtures.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Fixtures.Table;
import io.postweiche.core.routing.RelayId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the relays say: every recipient is in exactly one step, and every mail comes to an end.
 */
class SettlementPropertyTest {
  private static final Table TABLE = Table.of(IONOS, SMART, THIRD);
  private static final RetryPolicy HASTY =
      new RetryPolicy(
          Duration.ofMinutes(1),
          2,
          Duration.ofHours(1),
          0.2,
          Duration.ofDays(2),
          Duration.ofHours(4),
          Duration.ZERO,
          Duration.ofHours(1));

  private static Reply reply(Random random, Verdict verdict) {
    int hundreds =
        switch (verdict.fate()) {
          case DONE -> 2;
          case FINAL -> 5;
          case LATER, RELAY_FAULT, NEXT_CANDIDATE -> random.nextInt(3) == 0 ? 4 : 5;
        };
    return random.nextInt(9) == 0
        ? Reply.none("The connection broke.")
        : Reply.of(hundreds + "50 wording " + random.nextInt(3));
  }

  private static Attempt attempt(Random random, Mail mail, Instant now, List<Verdict> verdicts) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Address recipient : mail.envelope().recipients()) {
      if (random.nextInt(10) > 0) {
        Verdict verdict = verdicts.get(random.nextInt(verdicts.size()));
        outcomes.add(outcome(recipient, verdict, reply(random, verdict)));
      }
    }
    return new Attempt(mail.journey().relay(), now, outcomes);
  }

  private static Address[] recipients(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Address.of("r" + i + "@example.org"))
        .toArray(Address[]::new);
  }

  @Test
  void everyRecipientIsInExactlyOneStep() {
    Random random = new Random(20261124);
    for (int round = 0; round < 3_000; round++) {
      Mail mail = mail(TABLE.relays().get(random.nextInt(3)), recipients(random.nextInt(12)));
      Instant now = NOON.plusSeconds(random.nextInt(4 * 86_400) - 86_400);
      Attempt attempt = attempt(random, mail, now, List.of(Verdict.values()));
      List<Step> steps =
          new Settlement(TABLE, random.nextBoolean() ? HASTY : RetryPolicy.DEFAULT)
              .settle(mail, attempt, Map.of(), false, now, random.nextDouble());
      assertThat(steps.stream().flatMap(step -> step.mail().envelope().recipients().stream()))
          .containsExactlyInAnyOrder(mail.envelope().recipients().toArray(Address[]::new));
      assertThat(steps)
          .allSatisfy(step -> assertThat(step.mail().envelope().recipients()).isNotEmpty())
          .allSatisfy(step -> assertThat(step.mail().journey().attempt()).isEqualTo(1))
          .allSatisfy(step -> assertThat(step.mail().journey().lastReply()).isNotNull());
      checkOrderAndTargets(steps, now);
    }
  }

  private static void checkOrderAndTargets(List<Step> steps, Instant now) {
    boolean others = false;
    for (Step step : steps) {
      assertThat(step instanceof Step.Delivered && others).isFalse();
      others |= !(step instanceof Step.Delivered);
      if (step instanceof Step.Onward onward) {
        assertThat(onward.mail().journey().triedRelays()).doesNotContain(onward.relay());
        assertThat(onward.mail().journey().relay()).isEqualTo(onward.relay());
      }
      if (step instanceof Step.Later later) {
        assertThat(later.at()).isAfter(now);
        assertThat(later.mail().journey().relay()).isEqualTo(later.relay());
      }
    }
  }

  private record Due(Mail mail, Instant at, int movesAtOnce) {}

  @Test
  void everyMailComesToAnEndAndNoneIsThrownToAndFroWithoutAPause() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      Address[] recipients = recipients(1 + random.nextInt(4));
      List<Verdict> verdicts =
          round % 3 == 0
              ? List.of(Verdict.TEMPORARY, Verdict.RELAY_UNREACHABLE, Verdict.RATE_LIMITED)
              : List.of(Verdict.values());
      List<Address> ended =
          live(
              mail(IONOS, recipients),
              random,
              verdicts,
              round % 2 == 0 ? HASTY : RetryPolicy.DEFAULT);
      assertThat(ended).containsExactlyInAnyOrder(recipients);
    }
  }

  /** Carries the mail from step to step as the router does, each attempt placed again before. */
  private static List<Address> live(
      Mail mail, Random random, List<Verdict> verdicts, RetryPolicy policy) {
    List<Address> ended = new ArrayList<>();
    Deque<Due> queue = new ArrayDeque<>(List.of(new Due(mail, NOON, 0)));
    int attempts = 0;
    while (!queue.isEmpty()) {
      Due due = queue.remove();
      assertThat(attempts++).isLessThan(2_000);
      assertThat(due.movesAtOnce).isLessThanOrEqualTo(2 * TABLE.relays().size());
      Step placed = Placement.place(TABLE, due.mail, Map.of(), due.at);
      assertThat(placed).isInstanceOf(Step.Onward.class);
      RelayId relay = ((Step.Onward) placed).relay();
      assertThat(relay).isEqualTo(due.mail.journey().relay());
      Attempt attempt = attempt(random, placed.mail(), due.at, verdicts);
      for (Step step :
          new Settlement(TABLE, policy)
              .settle(placed.mail(), attempt, Map.of(), false, due.at, random.nextDouble())) {
        assertThat(step.mail().journey().history().size()).isLessThanOrEqualTo(50);
        if (step instanceof Step.Later later) {
          queue.add(new Due(later.mail(), later.at(), 0));
        } else if (step instanceof Step.Onward) {
          queue.add(new Due(step.mail(), due.at, due.movesAtOnce + 1));
        } else {
          ended.addAll(step.mail().envelope().recipients());
        }
      }
    }
    return ended;
  }
}
