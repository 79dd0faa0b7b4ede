package io.postweiche.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.PasswordHash;
import io.postweiche.web.Logins.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final Logins logins = new Logins(Map.of("ops", new PasswordHash("geheim")), () -> now);

  @Test
  void afterAMinuteOneMayTryAgain() {
    fail(Logins.FAILURES);
    assertThat(logins.check("10.0.0.1", "ops", "geheim")).isEqualTo(Answer.WAIT);
    now = now.plus(Logins.WAIT).plus(Duration.ofSeconds(1));
    assertThat(logins.check("10.0.0.1", "ops", "geheim")).isEqualTo(Answer.RIGHT);
  }

  @Test
  void anotherClientDoesNotWait() {
    fail(Logins.FAILURES);
    assertThat(logins.check("10.0.0.2", "ops", "geheim")).isEqualTo(Answer.RIGHT);
  }

  @Test
  void aRightLoginForgetsTheWrongOnes() {
    fail(Logins.FAILURES - 1);
    assertThat(logins.check("10.0.0.1", "ops", "geheim")).isEqualTo(Answer.RIGHT);
    fail(Logins.FAILURES);
  }

  @Test
  void aRightLoginIsNotRememberedForEver() {
    assertThat(logins.check("10.0.0.1", "ops", "geheim")).isEqualTo(Answer.RIGHT);
    fail(Logins.FAILURES);
    assertThat(logins.check("10.0.0.1", "ops", "geheim")).isEqualTo(Answer.RIGHT);
    now = now.plus(Logins.REMEMBERED);
    fail(Logins.FAILURES);
    assertThat(logins.check("10.0.0.1", "ops", "geheim")).isEqualTo(Answer.WAIT);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(logins.check("10.0.0.1", "ops", "falsch")).isEqualTo(Answer.WRONG);
    }
  }
}
