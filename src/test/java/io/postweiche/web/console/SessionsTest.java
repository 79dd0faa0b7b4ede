package io.postweiche.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.Role;
import io.postweiche.web.Caller;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Caller OPS = new Caller("ops", Role.OPERATE, "127.0.0.1");
  private Instant now = Instant.parse("2026-11-24T08:00:00Z");
  private final Sessions sessions = new Sessions(() -> now);

  @Test
  void endsAfterHalfAnHourOfNothing() {
    String id = sessions.begin(OPS);
    now = now.plus(Sessions.IDLE);
    assertThat(sessions.find(id, true)).isEqualTo(OPS);
    now = now.plus(Sessions.IDLE).plusSeconds(1);
    assertThat(sessions.find(id, true)).isNull();
  }

  @Test
  void aPageThatRefreshesItselfKeepsNoSessionAlive() {
    String id = sessions.begin(OPS);
    Instant end = now.plus(Sessions.IDLE);
    for (; now.isBefore(end); now = now.plusSeconds(5)) {
      assertThat(sessions.find(id, false)).isEqualTo(OPS);
    }
    now = end.plusSeconds(1);
    assertThat(sessions.find(id, false)).isNull();
  }

  @Test
  void endsAfterTwelveHoursWhateverHappens() {
    String id = sessions.begin(OPS);
    Instant end = now.plus(Sessions.LONGEST);
    for (; now.isBefore(end); now = now.plus(Duration.ofMinutes(10))) {
      assertThat(sessions.find(id, true)).isEqualTo(OPS);
    }
    now = end.plusSeconds(1);
    assertThat(sessions.find(id, true)).isNull();
  }

  @Test
  void manyLoginsPushOutTheOldestOnly() {
    String first = sessions.begin(OPS);
    String second = sessions.begin(OPS);
    for (int i = 0; i < 999; i++) {
      assertThat(sessions.begin(OPS)).hasSize(43);
    }
    assertThat(sessions.find(first, true)).isNull();
    assertThat(sessions.find(second, true)).isEqualTo(OPS);
  }
}
