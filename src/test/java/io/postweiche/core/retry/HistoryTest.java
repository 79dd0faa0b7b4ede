package io.postweiche.core.retry;

import static io.postweiche.core.retry.Fixtures.IONOS;
import static io.postweiche.core.retry.Fixtures.NOON;
import static io.postweiche.core.retry.Fixtures.SMART;
import static io.postweiche.core.retry.Fixtures.attempted;
import static io.postweiche.core.retry.Fixtures.replayed;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.reply.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
  private static List<HistoryEntry> minutes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> attempted(NOON.plus(Duration.ofMinutes(i)), IONOS, Verdict.TEMPORARY))
        .toList();
  }

  private static Journey journey(List<HistoryEntry> history) {
    return Journey.begin(NOON).withHistory(history);
  }

  @Test
  void keepsTheFirstFiveAndTheLastFortyFive() {
    assertThat(History.join(minutes(0, 49), minutes(49, 50))).isEqualTo(minutes(0, 50));
    List<HistoryEntry> expected = new ArrayList<>(minutes(0, 5));
    expected.addAll(minutes(155, 200));
    assertThat(History.join(minutes(0, 190), minutes(190, 200))).isEqualTo(expected);
  }

  @Test
  void neverForgetsTheLastReplay() {
    List<HistoryEntry> history = new ArrayList<>(minutes(0, 10));
    history.add(replayed(NOON.plus(Duration.ofMinutes(10))));
    for (int i = 11; i < 300; i++) {
      history = History.join(history, minutes(i, i + 1));
      assertThat(history).hasSizeLessThanOrEqualTo(50);
      assertThat(History.startedAt(journey(history))).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
    }
    assertThat(history).hasSize(50);
    assertThat(history.subList(0, 5)).isEqualTo(minutes(0, 5));
    assertThat(history.subList(6, 50)).isEqualTo(minutes(256, 300));
  }

  @Test
  void aReplayDatedBeforeTheMailCountsFromTheMail() {
    assertThat(History.startedAt(journey(List.of(replayed(NOON.minusSeconds(9)))))).isEqualTo(NOON);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"'', 0", "II, 1", "SII, 2", "IIS, -", "ISI, 3", "IIR, 3", "IIRI, 4", "SRII, 3"})
  void measuresHowLongARelayHasFailedInARow(String row, Integer sinceMinute) {
    List<HistoryEntry> history = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      var at = NOON.plus(Duration.ofMinutes(i + 1));
      history.add(
          switch (row.charAt(i)) {
            case 'I' -> attempted(at, IONOS, Verdict.TEMPORARY);
            case 'S' -> attempted(at, SMART, Verdict.TEMPORARY);
            default -> replayed(at);
          });
    }
    assertThat(History.failingSince(journey(history), IONOS).orElse(null))
        .isEqualTo(sinceMinute == null ? null : NOON.plus(Duration.ofMinutes(sinceMinute)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 seconds",
    "PT1S, 1 second",
    "PT90S, 90 seconds",
    "PT90M, 90 minutes",
    "PT4H, 4 hours",
    "P2D, 2 days",
    "PT24H, 1 day"
  })
  void tellsASpanInWords(Duration span, String words) {
    assertThat(Spans.words(span)).isEqualTo(words);
  }
}
