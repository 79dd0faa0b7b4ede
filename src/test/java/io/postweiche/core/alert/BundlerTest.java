package io.postweiche.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How alerts become messages: soon, seldom, and however many there are, small. */
class BundlerTest {
  private static final Instant START = Instant.parse("2026-11-28T07:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final RelayId IONOS = new RelayId("ionos");
  private static final RelayId OTHER = new RelayId("other");

  private final Bundler bundler = new Bundler();

  @Test
  void nothingHappenedNothingIsDue() {
    assertThat(bundler.take(START, MINUTE)).isEmpty();
    assertThat(bundler.rest()).isEmpty();
  }

  @Test
  void theFirstIsToldAfterAFewSeconds() {
    bundler.add(refused(0, "firma.de"));
    assertThat(bundler.take(at(0), MINUTE)).isEmpty();
    assertThat(bundler.take(at(4), MINUTE)).isEmpty();
    assertThat(bundler.take(at(5), MINUTE)).isPresent();
    assertThat(bundler.take(at(6), MINUTE)).isEmpty();
  }

  @Test
  void aStormIsOneMessageAndWhatFollowsTheNext() {
    for (int i = 0; i < 2_000; i++) {
      bundler.add(refused(i % 4, "firma.de"));
      assertThat(bundler.take(at(i % 4), MINUTE)).isEmpty();
    }
    Bundle storm = bundler.take(at(5), MINUTE).orElseThrow();
    assertThat(storm.total()).isEqualTo(2_000);
    assertThat(storm.lines()).hasSize(1);
    Bundle.Line line = storm.lines().get(0);
    assertThat(line.count()).isEqualTo(2_000);
    assertThat(line.examples()).hasSize(Bundler.MOST_EXAMPLES);
    assertThat(line.first()).isEqualTo(at(0));
    assertThat(line.last()).isEqualTo(at(3));
    bundler.add(refused(6, "firma.de"));
    for (int second = 6; second < 65; second++) {
      assertThat(bundler.take(at(second), MINUTE)).as("second %d", second).isEmpty();
    }
    assertThat(bundler.take(at(65), MINUTE).orElseThrow().total()).isEqualTo(1);
  }

  @Test
  void aFewSecondsAreNoLongerThanTheBundle() {
    bundler.add(refused(0, "firma.de"));
    assertThat(bundler.take(at(0), Duration.ofSeconds(1))).isEmpty();
    assertThat(bundler.take(at(1), Duration.ofSeconds(1))).isPresent();
  }

  @Test
  void countsByCauseRelayDomainAndReason() {
    bundler.add(refused(0, "a.de"));
    bundler.add(refused(1, "b.de"));
    bundler.add(refused(2, "a.de"));
    bundler.add(dead(3, OTHER, DeadReason.RECIPIENT_REFUSED));
    bundler.add(dead(4, OTHER, DeadReason.EXPIRED));
    Bundle bundle = bundler.rest().orElseThrow();
    assertThat(bundle.counts())
        .containsOnly(
            org.assertj.core.api.Assertions.entry(Cause.SENDER_REFUSED, 3L),
            org.assertj.core.api.Assertions.entry(Cause.DEAD_LETTER, 2L));
    assertThat(bundle.lines()).extracting(Bundle.Line::count).containsExactly(2L, 1L, 1L, 1L);
    assertThat(bundle.from()).isEqualTo(at(0));
    assertThat(bundle.until()).isEqualTo(at(4));
  }

  @Test
  void kindsWithoutEndAreCountedAndNotKept() {
    for (int i = 0; i < 50_000; i++) {
      bundler.add(refused(0, "d" + i + ".de"));
    }
    Bundle bundle = bundler.rest().orElseThrow();
    assertThat(bundle.lines()).hasSize(Bundler.MOST_LINES);
    assertThat(bundle.notListed()).isEqualTo(50_000 - Bundler.MOST_LINES);
    assertThat(bundle.total()).isEqualTo(50_000);
    assertThat(bundle.doubtful()).containsExactly(IONOS);
    bundler.add(refused(1, "a.de"));
    assertThat(bundler.rest().orElseThrow().notListed()).isZero();
  }

  @Test
  void aRelayIsInDoubtForWhatItRefusesOfUsAndNotForARecipient() {
    bundler.add(dead(0, OTHER, DeadReason.RECIPIENT_REFUSED));
    bundler.add(dead(0, OTHER, DeadReason.CONTENT_REFUSED));
    assertThat(bundler.rest().orElseThrow().doubtful()).isEmpty();
    bundler.add(dead(0, OTHER, DeadReason.EXPIRED));
    bundler.add(new Alert(Cause.LOGIN_REFUSED, at(0), IONOS, null, null, null, "535"));
    assertThat(bundler.rest().orElseThrow().doubtful()).containsExactlyInAnyOrder(OTHER, IONOS);
  }

  @Test
  void aClockThatIsPutBackHoldsNothingUp() {
    bundler.add(refused(0, "a.de"));
    assertThat(bundler.take(at(0), MINUTE)).isEmpty();
    assertThat(bundler.take(at(5), MINUTE)).isPresent();
    bundler.add(refused(6, "a.de"));
    Instant hourBefore = START.minusSeconds(3600);
    assertThat(bundler.take(hourBefore, MINUTE)).isEmpty();
    assertThat(bundler.take(hourBefore.plusSeconds(5), MINUTE)).isPresent();
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static Alert refused(int second, String domain) {
    return new Alert(
        Cause.SENDER_REFUSED,
        at(second),
        IONOS,
        domain,
        null,
        new MailId("MAIL00000001"),
        "550 Sender address is not allowed");
  }

  private static Alert dead(int second, RelayId relay, DeadReason reason) {
    return new Alert(
        Cause.DEAD_LETTER, at(second), relay, "a.de", reason, new MailId("MAIL00000002"), "550");
  }
}
