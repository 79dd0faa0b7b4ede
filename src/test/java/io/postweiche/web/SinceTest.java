package io.postweiche.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90s, 2026-11-24T11:58:30Z",
    "15m, 2026-11-24T11:45:00Z",
    "2h, 2026-11-24T10:00:00Z",
    "3d, 2026-11-21T12:00:00Z",
    "2026-11-24T08:00:00Z, 2026-11-24T08:00:00Z",
    "2026-11-24T08:00:00+01:00, 2026-11-24T07:00:00Z",
  })
  void readsTimes(String text, Instant expected) {
    assertThat(Since.of(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "h", "2w", "-2h", "99999999999d", "2026-02-30", "08:00"})
  void refusesTheRest(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Since.of(text, NOW))
        .withMessageStartingWith("'" + text + "' is no time");
  }
}
