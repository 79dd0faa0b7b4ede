package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, sizes, shares and the nearest word. */
class ScalarsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "90s,PT90S",
    "15m,PT15M",
    "4h,PT4H",
    "2d,PT48H",
    "1 h,PT1H",
    "0s,PT0S"
  })
  void readsDurations(String text, Duration duration) {
    assertThat(Durations.of(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "5M", "1h30m", "-5m", "1.5h", "5 minutes", "9999999999d"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> Durations.of(text)).hasMessageContaining("is no duration");
  }

  @Test
  void theLongestDurationStillFits() {
    assertThat(Durations.of("999999999d")).isEqualTo(Duration.ofDays(999_999_999));
  }

  @ParameterizedTest
  @CsvSource({
    "500KB,500000",
    "50MB,50000000",
    "1GB,1000000000",
    "64MiB,67108864",
    "1KiB,1024",
    "2GiB,2147483648",
    "42,42",
    "42B,42",
    "50mb,50000000",
    "50 MB,50000000",
    "999999999GiB,1073741822926258176"
  })
  void readsSizes(String text, long octets) {
    assertThat(Sizes.of(text)).isEqualTo(octets);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "50M", "5.5MB", "-1MB", "1TB", "50 Megabyte", "9999999999MB"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> Sizes.of(text)).hasMessageContaining("is no size");
  }

  @ParameterizedTest
  @CsvSource({"20%,0.2", "0%,0", "100%,1", "12.5%,0.125", "5 %,0.05"})
  void readsShares(String text, double share) {
    assertThat(Scalars.percent(text)).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "0.2", "101%", "-1%", "%", ""})
  void refusesWhatIsNoShare(String text) {
    assertThatThrownBy(() -> Scalars.percent(text)).hasMessageContaining("is no share");
  }

  @ParameterizedTest
  @CsvSource({
    "hots,host,2,1",
    "host,host,0,0",
    "smarthots,smarthost,1,1",
    "Port,port,0,0",
    "null_sender,null-sender,1,1",
    "abc,xyz,3,3"
  })
  void countsEdits(String word, String known, int atMost, int exactly) {
    assertThat(Nearest.distance(word, known)).isEqualTo(exactly).isLessThanOrEqualTo(atMost);
  }

  @Test
  void hintsOnlyAtWhatIsNear() {
    var known = java.util.List.of("host", "port", "password");
    assertThat(Nearest.hint("prot", known)).isEqualTo("; did you mean 'port'?");
    assertThat(Nearest.hint("passwd", known)).isEqualTo("; did you mean 'password'?");
    assertThat(Nearest.hint("zzz", known)).isEmpty();
    assertThat(Nearest.hint("x".repeat(1_000_000), known)).isEmpty();
  }
}
