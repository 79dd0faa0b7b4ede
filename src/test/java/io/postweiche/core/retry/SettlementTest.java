package io.postweiche.core.retry;

import static io.postweiche.core.retry.Fixtures.ANNA;
import static io.postweiche.core.retry.Fixtures.BEN;
import static io.postweiche.core.retry.Fixtures.CARL;
import static io.postweiche.core.retry.Fixtures.GREYLISTED;
import static io.postweiche.core.retry.Fixtures.IONOS;
import static io.postweiche.core.retry.Fixtures.NOON;
import static io.postweiche.core.retry.Fixtures.NOT_ALLOWED;
import static io.postweiche.core.retry.Fixtures.SMART;
import static io.postweiche.core.retry.Fixtures.THIRD;
import static io.postweiche.core.retry.Fixtures.attempt;
import static io.postweiche.core.retry.Fixtures.attempted;
import static io.postweiche.core.retry.Fixtures.mail;
import static io.postweiche.core.retry.Fixtures.outcome;
import static io.postweiche.core.retry.Fixtures.pinned;
import static io.postweiche.core.retry.Fixtures.replayed;
import static io.postweiche.core.retry.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Fixtures.Table;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.Question;
import io.postweiche.core.routing.RelayId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementTest {
  private static final Instant LATER = NOON.plusSeconds(5);
  private static final Reply OK = Reply.of("250 2.0.0 ok id=1");
  private static final Reply UNKNOWN_USER = Reply.of("550 5.1.1 user unknown");

  private static List<Step> settle(Decider table, Mail mail, Instant now, Outcome... outcomes) {
    RelayId at = mail.journey().relay();
    return new Settlement(table, RetryPolicy.DEFAULT)
        .settle(mail, attempt(at, now, outcomes), Map.of(), now, 0.5);
  }

  private static Step only(Decider table, Mail mail, Instant now, Outcome... outcomes) {
    List<Step> steps = settle(table, mail, now, outcomes);
    assertThat(steps).hasSize(1);
    return steps.get(0);
  }

  private static Step one(Decider table, Mail mail, Instant now, Verdict verdict, Reply reply) {
    return only(table, mail, now, outcome(ANNA, verdict, reply));
  }

  @Test
  void deliveredIsDone() {
    Step step = one(Table.of(IONOS), mail(IONOS, ANNA), LATER, Verdict.DELIVERED, OK);
    assertThat(step).isInstanceOf(Step.Delivered.class);
    Journey journey = step.mail().journey();
    assertThat(journey.attempt()).isEqualTo(1);
    assertThat(journey.lastReply()).isEqualTo("250 2.0.0 ok id=1");
    assertThat(journey.reason()).isNull();
    assertThat(journey.history())
        .containsExactly(
            new HistoryEntry(
                LATER, "attempted", "ionos", "RCPT", "delivered", "250 2.0.0 ok id=1"));
  }

  @Test
  void aRefusedSenderGoesToTheNextCandidateAtOnce() {
    Step step =
        one(
            Table.of(IONOS, SMART),
            mail(IONOS, ANNA),
            LATER,
            Verdict.SENDER_NOT_ALLOWED,
            NOT_ALLOWED);
    assertThat(step).isEqualTo(new Step.Onward(step.mail(), SMART));
    Journey journey = step.mail().journey();
    assertThat(journey.relay()).isEqualTo(SMART);
    assertThat(journey.triedRelays()).containsExactly(IONOS);
    assertThat(journey.lastReply()).isEqualTo(NOT_ALLOWED.text());
    assertThat(journey.reason())
        .isEqualTo(
            "ionos replied at RCPT (sender-not-allowed): 550-Requested action not taken: mailbox"
                + " unavailable / 550 Sender address is not allowed. smarthost is tried next.");
  }

  @ParameterizedTest
  @CsvSource({
    "sender-not-allowed, SENDER_NOT_ALLOWED",
    "sender-invalid, SENDER_NOT_ALLOWED",
    "too-large, TOO_LARGE",
    "relay-denied, RECIPIENT_REFUSED",
    "relay-blocked, CONTENT_REFUSED"
  })
  void whenNobodyIsLeftTheMailRestsWhereItsRefusalBelongs(String verdict, DeadReason reason) {
    Step step =
        one(Table.of(IONOS), mail(IONOS, ANNA), LATER, Verdict.ofWord(verdict), Reply.of("550 no"));
    assertThat(step).isEqualTo(new Step.Dead(step.mail(), reason));
    assertThat(step.mail().journey().relay()).isEqualTo(IONOS);
    assertThat(step.mail().journey().triedRelays()).containsExactly(IONOS);
    assertThat(step.mail().journey().reason())
        .isEqualTo(
            "ionos replied at RCPT (%s): 550 no. No relay is left for this mail: ionos (it refused this mail)."
                .formatted(verdict));
  }

  @Test
  void anEarlierRefusalOfTheSenderCountsMoreThanTheLastReply() {
    Mail mail = with(mail(SMART, ANNA), attempted(NOON, IONOS, Verdict.SENDER_NOT_ALLOWED));
    Step step = one(Table.of(SMART), mail, LATER, Verdict.RELAY_BLOCKED, Reply.of("554 no"));
    assertThat(step).isEqualTo(new Step.Dead(step.mail(), DeadReason.SENDER_NOT_ALLOWED));
  }

  @Test
  void aRefusalBeforeAReplayIsForgotten() {
    Mail mail =
        with(
            mail(SMART, ANNA),
            attempted(NOON, IONOS, Verdict.SENDER_NOT_ALLOWED),
            replayed(NOON.plusSeconds(1)));
    Step step = one(Table.of(SMART), mail, LATER, Verdict.RELAY_BLOCKED, Reply.of("554 no"));
    assertThat(step).isEqualTo(new Step.Dead(step.mail(), DeadReason.CONTENT_REFUSED));
  }

  @ParameterizedTest
  @EnumSource(
      value = Verdict.class,
      names = {"SENDER_NOT_ALLOWED", "TOO_LARGE", "RELAY_DENIED", "RELAY_BLOCKED"})
  void aTransientReplyOfTheOnlyRelayKillsNoMail(Verdict verdict) {
    Step step = one(Table.of(IONOS), mail(IONOS, ANNA), LATER, verdict, Reply.of("454 4.7.1 no"));
    assertThat(step).isEqualTo(new Step.Later(step.mail(), IONOS, LATER.plusSeconds(60)));
    assertThat(step.mail().journey().triedRelays()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"RECIPIENT_REFUSED", "CONTENT_REFUSED"})
  void aFinalRefusalAsksNobodyElse(DeadReason reason) {
    Step step =
        one(
            Table.of(IONOS, SMART),
            mail(IONOS, ANNA),
            LATER,
            Verdict.valueOf(reason.name()),
            UNKNOWN_USER);
    assertThat(step).isEqualTo(new Step.Dead(step.mail(), reason));
    assertThat(step.mail().journey().reason())
        .startsWith("ionos replied at RCPT (" + reason.word() + "): 550 5.1.1 user unknown.");
  }

  @Test
  void aPinnedMailGoesNowhereElse() {
    Mail mail = pinned(mail(IONOS, ANNA), IONOS);
    Step refused =
        one(Table.of(IONOS, SMART), mail, LATER, Verdict.SENDER_NOT_ALLOWED, NOT_ALLOWED);
    assertThat(refused).isEqualTo(new Step.Dead(refused.mail(), DeadReason.SENDER_NOT_ALLOWED));
    Decider careless = question -> Table.of(IONOS, SMART).decide(Question.of(question.sender()));
    assertThat(one(careless, mail, LATER, Verdict.SENDER_NOT_ALLOWED, NOT_ALLOWED))
        .isInstanceOf(Step.Dead.class);
    Instant muchLater = NOON.plus(Duration.ofHours(5));
    assertThat(one(Table.of(IONOS, SMART), mail, muchLater, Verdict.TEMPORARY, GREYLISTED))
        .isInstanceOf(Step.Later.class);
  }

  @Test
  void recipientsPartWaysDeliveredFirst() {
    List<Step> steps =
        settle(
            Table.of(IONOS),
            mail(IONOS, ANNA, BEN, CARL),
            LATER,
            outcome(ANNA, Verdict.TEMPORARY, GREYLISTED),
            outcome(BEN, Verdict.RECIPIENT_REFUSED, UNKNOWN_USER),
            outcome(CARL, Verdict.DELIVERED, OK));
    assertThat(steps).hasSize(3);
    assertThat(steps.get(0)).isInstanceOf(Step.Delivered.class);
    assertThat(steps.get(0).mail().envelope().recipients()).containsExactly(CARL);
    assertThat(steps.get(1)).isInstanceOf(Step.Later.class);
    assertThat(steps.get(1).mail().envelope().recipients()).containsExactly(ANNA);
    assertThat(steps.get(1).mail().journey().history())
        .extracting(HistoryEntry::verdict)
        .containsExactly("temporary");
    assertThat(steps.get(2)).isInstanceOf(Step.Dead.class);
    assertThat(steps.get(2).mail().envelope().recipients()).containsExactly(BEN);
  }

  @Test
  void recipientsThatWaitStayOneMailWhateverTheWording() {
    Step step =
        only(
            Table.of(IONOS),
            mail(IONOS, ANNA, BEN, CARL),
            LATER,
            outcome(ANNA, Verdict.TEMPORARY, Reply.none("The connection broke.")),
            outcome(BEN, Verdict.TEMPORARY, Reply.of("450 4.2.0 <ben> greylisted")),
            outcome(CARL, Verdict.RATE_LIMITED, Reply.of("450 Mail send limit exceeded.")));
    assertThat(step).isInstanceOf(Step.Later.class);
    Journey journey = step.mail().journey();
    assertThat(step.mail().envelope().recipients()).containsExactly(ANNA, BEN, CARL);
    assertThat(journey.lastReply()).isEqualTo("450 Mail send limit exceeded.");
    assertThat(journey.history()).hasSize(3);
  }

  @Test
  void deadRecipientsKeepTheirOwnReply() {
    assertThat(
            settle(
                Table.of(IONOS),
                mail(IONOS, ANNA, BEN, CARL),
                LATER,
                outcome(ANNA, Verdict.RECIPIENT_REFUSED, UNKNOWN_USER),
                outcome(BEN, Verdict.RECIPIENT_REFUSED, Reply.of("550 mailbox disabled")),
                outcome(CARL, Verdict.RECIPIENT_REFUSED, UNKNOWN_USER)))
        .extracting(step -> step.mail().envelope().recipients())
        .containsExactly(List.of(ANNA, CARL), List.of(BEN));
  }

  @Test
  void aRecipientWithoutAnOutcomeWaits() {
    List<Step> steps =
        settle(
            Table.of(IONOS),
            mail(IONOS, ANNA, BEN),
            LATER,
            outcome(ANNA, Verdict.DELIVERED, OK),
            outcome(CARL, Verdict.DELIVERED, OK));
    assertThat(steps).hasSize(2);
    assertThat(steps.get(1)).isInstanceOf(Step.Later.class);
    assertThat(steps.get(1).mail().envelope().recipients()).containsExactly(BEN);
    assertThat(steps.get(1).mail().journey().reason())
        .isEqualTo(
            "ionos gave no reply (temporary): The attempt ended without a word on this recipient."
                + " It is tried again later.");
  }

  @Test
  void aPossibleDuplicateIsTold() {
    Outcome broken =
        new Outcome(
            ANNA,
            Verdict.RELAY_UNREACHABLE,
            Stage.EOD,
            Reply.none("The connection broke after the final dot."),
            "no-reply",
            true);
    Step step = only(Table.of(IONOS), mail(IONOS, ANNA), LATER, broken);
    assertThat(step).isInstanceOf(Step.Later.class);
    assertThat(step.mail().journey().history().get(0).detail()).endsWith("possible duplicate.");
  }

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

  @Test
  void aRememberedRelayIsPassedOver() {
    List<Step> steps =
        new Settlement(Table.of(IONOS, SMART, THIRD), RetryPolicy.DEFAULT)
            .settle(
                mail(IONOS, ANNA),
                attempt(IONOS, LATER, outcome(ANNA, Verdict.SENDER_NOT_ALLOWED, NOT_ALLOWED)),
                Map.of(SMART, "refused at noon"),
                LATER,
                0.5);
    assertThat(steps).containsExactly(new Step.Onward(steps.get(0).mail(), THIRD));
  }

  @Test
  void aHundredWordingsDoNotFillTheHistory() {
    Address[] many =
        IntStream.range(0, 100)
            .mapToObj(i -> Address.of("r" + i + "@example.org"))
            .toArray(Address[]::new);
    Outcome[] outcomes =
        IntStream.range(0, 100)
            .mapToObj(i -> outcome(many[i], Verdict.TEMPORARY, Reply.of("450 greylisted " + i)))
            .toArray(Outcome[]::new);
    Step step = only(Table.of(IONOS), mail(IONOS, many), LATER, outcomes);
    assertThat(step.mail().envelope().recipients()).containsExactly(many);
    assertThat(step.mail().journey().history()).hasSize(5);
  }

  @Test
  void toldTwiceADeliveryCounts() {
    Step step =
        only(
            Table.of(IONOS),
            mail(IONOS, ANNA),
            LATER,
            outcome(ANNA, Verdict.TEMPORARY, GREYLISTED),
            outcome(ANNA, Verdict.DELIVERED, OK));
    assertThat(step).isInstanceOf(Step.Delivered.class);
  }
}
