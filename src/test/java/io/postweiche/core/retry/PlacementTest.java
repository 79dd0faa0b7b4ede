package io.postweiche.core.retry;

import static io.postweiche.core.retry.Fixtures.ANNA;
import static io.postweiche.core.retry.Fixtures.IONOS;
import static io.postweiche.core.retry.Fixtures.NOON;
import static io.postweiche.core.retry.Fixtures.SMART;
import static io.postweiche.core.retry.Fixtures.THIRD;
import static io.postweiche.core.retry.Fixtures.attempted;
import static io.postweiche.core.retry.Fixtures.mail;
import static io.postweiche.core.retry.Fixtures.pinned;
import static io.postweiche.core.retry.Fixtures.replayed;
import static io.postweiche.core.retry.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.retry.Fixtures.Table;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.Decision.Skipped;
import io.postweiche.core.routing.Decision.Why;
import io.postweiche.core.routing.RelayId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
  private static final Mail NEW = fresh();

  private static Mail fresh() {
    Mail mail = mail(IONOS, ANNA);
    return mail.withJourney(mail.journey().withRelay(null));
  }

  private static Step place(Decider table, Mail mail) {
    return Placement.place(table, mail, Map.of(), NOON);
  }

  @Test
  void newMailGoesToTheFirstCandidate() {
    Step step = place(Table.of(SMART, IONOS), NEW);
    assertThat(step).isEqualTo(new Step.Onward(step.mail(), SMART));
    assertThat(step.mail().journey()).isEqualTo(NEW.journey().withRelay(SMART));
  }

  @Test
  void waitingMailStaysWhereItMayStay() {
    Mail waiting = with(mail(SMART, ANNA), attempted(NOON, IONOS, Verdict.TEMPORARY));
    assertThat(place(Table.of(IONOS, SMART), waiting)).isEqualTo(new Step.Onward(waiting, SMART));
  }

  @Test
  void waitingMailMovesWhenTheTableChanged() {
    Step step = place(Table.of(THIRD), mail(SMART, ANNA));
    assertThat(step).isEqualTo(new Step.Onward(step.mail(), THIRD));
    assertThat(step.mail().journey().history())
        .containsExactly(
            new HistoryEntry(
                NOON,
                "moved",
                "third",
                null,
                null,
                "from smarthost, which is no longer the one to carry it"));
  }

  @Test
  void aReplayChoosesAfresh() {
    Mail mail =
        with(
            mail(SMART, ANNA),
            attempted(NOON, SMART, Verdict.TEMPORARY),
            replayed(NOON.plusSeconds(60)));
    assertThat(((Step.Onward) place(Table.of(IONOS, SMART), mail)).relay()).isEqualTo(IONOS);
    Mail pinned = pinned(mail, SMART);
    assertThat(((Step.Onward) place(Table.of(IONOS, SMART), pinned)).relay()).isEqualTo(SMART);
  }

  @Test
  void aRememberedRefusalSkipsARelay() {
    Step step = Placement.place(Table.of(IONOS, SMART), NEW, Map.of(IONOS, "at 11:50"), NOON);
    assertThat(((Step.Onward) step).relay()).isEqualTo(SMART);
  }

  @ParameterizedTest
  @CsvSource({
    "'', UNROUTABLE",
    "NOT_CHOSEN, UNROUTABLE",
    "SENDER_RULE, SENDER_NOT_ALLOWED",
    "NULL_SENDER, SENDER_NOT_ALLOWED",
    "REMEMBERED_REFUSAL, SENDER_NOT_ALLOWED",
    "TRIED, SENDER_NOT_ALLOWED",
    "SENDER_RULE REMEMBERED_REFUSAL TRIED, SENDER_NOT_ALLOWED",
    "NOT_CHOSEN SENDER_RULE, SENDER_NOT_ALLOWED",
    "TOO_LARGE, TOO_LARGE",
    "SENDER_RULE TOO_LARGE, TOO_LARGE"
  })
  void withoutACandidateTheMailIsDeadForTheReasonThatIsLeft(String whys, DeadReason reason) {
    List<Skipped> skipped =
        Arrays.stream(whys.split(" "))
            .filter(why -> !why.isEmpty())
            .map(why -> new Skipped(IONOS, Why.valueOf(why), "because " + why))
            .toList();
    Step step = place(question -> new Decision(null, List.of(), skipped), NEW);
    assertThat(step).isEqualTo(new Step.Dead(step.mail(), reason));
    String told = step.mail().journey().reason();
    skipped.forEach(relay -> assertThat(told).contains("ionos (" + relay.explanation() + ")"));
    assertThat(told).contains("<vertrieb@meinefirma.de>");
  }

  @Test
  void whatATriedRelayRefusedIsTheReason() {
    Mail mail = with(NEW, attempted(NOON, IONOS, Verdict.TOO_LARGE));
    Skipped tried = new Skipped(IONOS, Why.TRIED, "it refused this mail");
    Step step = place(question -> new Decision(null, List.of(), List.of(tried)), mail);
    assertThat(step).isEqualTo(new Step.Dead(step.mail(), DeadReason.TOO_LARGE));
  }

  @Test
  void asksWithTheMailsOwnSize() {
    RelayId small = new RelayId("small");
    Table table = new Table(Map.of(small, 999L), List.of(small, SMART));
    assertThat(((Step.Onward) place(table, NEW)).relay()).isEqualTo(SMART);
    Table onlySmall = new Table(Map.of(small, 999L), List.of(small));
    assertThat(((Step.Dead) place(onlySmall, NEW)).reason()).isEqualTo(DeadReason.TOO_LARGE);
  }

  @Test
  void aPinnedRelayThatIsNotThereIsUnroutable() {
    Step step = place(Table.of(IONOS, SMART), pinned(NEW, THIRD));
    assertThat(step).isEqualTo(new Step.Dead(step.mail(), DeadReason.UNROUTABLE));
    assertThat(step.mail().journey().reason())
        .isEqualTo(
            "No relay may carry mail from <vertrieb@meinefirma.de>: ionos (another one was"
                + " chosen); smarthost (another one was chosen).");
  }
}
