package io.postweiche.core.retry;

import static io.postweiche.core.retry.Fixtures.ANNA;
import static io.postweiche.core.retry.Fixtures.GREYLISTED;
import static io.postweiche.core.retry.Fixtures.IONOS;
import static io.postweiche.core.retry.Fixtures.LATER;
import static io.postweiche.core.retry.Fixtures.NOON;
import static io.postweiche.core.retry.Fixtures.NOT_ALLOWED;
import static io.postweiche.core.retry.Fixtures.OK;
import static io.postweiche.core.retry.Fixtures.SMART;
import static io.postweiche.core.retry.Fixtures.THIRD;
import static io.postweiche.core.retry.Fixtures.UNKNOWN_USER;
import static io.postweiche.core.retry.Fixtures.attempt;
import static io.postweiche.core.retry.Fixtures.attempted;
import static io.postweiche.core.retry.Fixtures.mail;
import static io.postweiche.core.retry.Fixtures.one;
import static io.postweiche.core.retry.Fixtures.outcome;
import static io.postweiche.core.retry.Fixtures.pinned;
import static io.postweiche.core.retry.Fixtures.replayed;
import static io.postweiche.core.retry.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Fixtures.Table;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each verdict leads to. */
class SettlementTest {
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
  void aRememberedRelayIsPassedOver() {
    List<Step> steps =
        new Settlement(Table.of(IONOS, SMART, THIRD), RetryPolicy.DEFAULT)
            .settle(
                mail(IONOS, ANNA),
                attempt(IONOS, LATER, outcome(ANNA, Verdict.SENDER_NOT_ALLOWED, NOT_ALLOWED)),
                Map.of(SMART, "refused at noon"),
                false,
                LATER,
                0.5);
    assertThat(steps).containsExactly(new Step.Onward(steps.get(0).mail(), THIRD));
  }
}
