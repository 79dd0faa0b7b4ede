package io.postweiche.core.retry;

import static io.postweiche.core.retry.Fixtures.ANNA;
import static io.postweiche.core.retry.Fixtures.BEN;
import static io.postweiche.core.retry.Fixtures.CARL;
import static io.postweiche.core.retry.Fixtures.GREYLISTED;
import static io.postweiche.core.retry.Fixtures.IONOS;
import static io.postweiche.core.retry.Fixtures.LATER;
import static io.postweiche.core.retry.Fixtures.OK;
import static io.postweiche.core.retry.Fixtures.UNKNOWN_USER;
import static io.postweiche.core.retry.Fixtures.mail;
import static io.postweiche.core.retry.Fixtures.only;
import static io.postweiche.core.retry.Fixtures.outcome;
import static io.postweiche.core.retry.Fixtures.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Fixtures.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who travels together, and what is written down. */
class SettlementGroupsTest {
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
