package io.postweiche.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The times of an attempt, as scripts for Postfix's log read them. */
class TimingTest {
  @Test
  void asPostfixWritesThem() {
    assertThat(timing(1_000, 0, 150, 50)).isEqualTo("delay=1.2, delays=1/0/0.15/0.05");
    assertThat(timing(4, 5, 99_994, 99_996)).isEqualTo("delay=200, delays=0/0.01/99.99/100");
    assertThat(timing(86_400_499, 0, 60, 600)).isEqualTo("delay=86401, delays=86400/0/0.06/0.6");
    assertThat(timing(-1_500, 0, 0, 0)).isEqualTo("delay=-1.5, delays=-1.5/0/0/0");
  }

  @Test
  void everyTimeIsRoundedAsDecimalsAre() {
    for (long millis = 0; millis < 120_000; millis += 7) {
      BigDecimal seconds =
          BigDecimal.valueOf(millis, 3).setScale(millis < 100_000 ? 2 : 0, RoundingMode.HALF_UP);
      String shown = seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
      assertThat(timing(millis, 0, 0, 0))
          .isEqualTo("delay=" + shown + ", delays=" + shown + "/0/0/0");
    }
  }

  private static String timing(long queued, long turn, long connection, long transmission) {
    return new Timing(
            Duration.ofMillis(queued),
            Duration.ofMillis(turn),
            Duration.ofMillis(connection),
            Duration.ofMillis(transmission))
        .text();
  }
}
