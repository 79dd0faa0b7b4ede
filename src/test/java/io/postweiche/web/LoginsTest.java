package io.postweiche.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.ConsoleUser;
import io.postweiche.config.HostPort;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.Role;
import io.postweiche.testing.MemoryAudit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final MemoryAudit audit = new MemoryAudit();
  private final Logins logins =
      new Logins(
          new ConsoleSettings(
              HostPort.of("127.0.0.1:0"),
              Map.of("ops", new ConsoleUser(new PasswordHash("geheim"), Role.VIEW)),
              Map.of("ci", new ConsoleUser(new PasswordHash("marke"), Role.OPERATE))),
          new Audit(audit, () -> now),
          () -> now);

  @Test
  void afterAMinuteOneMayTryAgain() {
    fail(Logins.FAILURES);
    assertThat(status(() -> logins.login("10.0.0.1", "ops", "geheim"))).isEqualTo(429);
    now = now.plus(Logins.WAIT).plus(Duration.ofSeconds(1));
    assertThat(status(() -> logins.login("10.0.0.1", "ops", "geheim"))).isEqualTo(200);
  }

  @Test
  void anotherClientDoesNotWait() {
    fail(Logins.FAILURES);
    assertThat(status(() -> logins.login("10.0.0.2", "ops", "geheim"))).isEqualTo(200);
  }

  @Test
  void aRightLoginForgetsTheWrongOnes() {
    fail(Logins.FAILURES - 1);
    assertThat(status(() -> logins.login("10.0.0.1", "ops", "geheim"))).isEqualTo(200);
    fail(Logins.FAILURES);
  }

  @Test
  void aRightLoginIsNotRememberedForEver() {
    assertThat(status(() -> logins.login("10.0.0.1", "ops", "geheim"))).isEqualTo(200);
    fail(Logins.FAILURES);
    assertThat(status(() -> logins.login("10.0.0.1", "ops", "geheim"))).isEqualTo(200);
    now = now.plus(Logins.REMEMBERED);
    fail(Logins.FAILURES);
    assertThat(status(() -> logins.login("10.0.0.1", "ops", "geheim"))).isEqualTo(429);
  }

  @Test
  void whoIsNotLetInIsRecordedButNotWhatWasTyped() {
    status(() -> logins.login("10.0.0.1", "ops", "falsch"));
    status(() -> logins.login("10.0.0.1", "geheim", "ops"));
    status(() -> logins.token("10.0.0.2", "falsch"));
    status(() -> logins.login("10.0.0.1", "ops", "geheim"));
    assertThat(audit.recent(9))
        .extracting(AuditEntry::action, AuditEntry::who, AuditEntry::from, AuditEntry::detail)
        .containsExactly(
            tuple("login-refused", "somebody", "10.0.0.2", "wrong token"),
            tuple("login-refused", "somebody", "10.0.0.1", "wrong name or password"),
            tuple("login-refused", "ops", "10.0.0.1", "wrong name or password"));
  }

  @Test
  void guessingFillsNoDisk() {
    fail(Logins.FAILURES);
    for (int i = 0; i < 100; i++) {
      status(() -> logins.login("10.0.0.1", "ops", "falsch"));
    }
    assertThat(audit.recent(1_000)).hasSize(Logins.FAILURES);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(status(() -> logins.login("10.0.0.1", "ops", "falsch"))).isEqualTo(401);
    }
  }

  @Test
  void aLoginHasItsOwnRoleAndTheClientsAddress() {
    assertThat(logins.login("10.0.0.1", "ops", "geheim"))
        .isEqualTo(new Caller("ops", Role.VIEW, "10.0.0.1"));
    assertThat(logins.token("10.0.0.1", "marke"))
        .isEqualTo(new Caller("ci", Role.OPERATE, "10.0.0.1"));
  }

  @Test
  void aPasswordIsNoTokenAndATokenNoPassword() {
    assertThat(status(() -> logins.token("10.0.0.1", "geheim"))).isEqualTo(401);
    assertThat(status(() -> logins.login("10.0.0.1", "ci", "marke"))).isEqualTo(401);
  }

  @Test
  void wrongTokensWaitAsWrongPasswordsDo() {
    fail(Logins.FAILURES - 1);
    assertThat(status(() -> logins.token("10.0.0.1", "falsch"))).isEqualTo(401);
    assertThat(status(() -> logins.token("10.0.0.1", "marke"))).isEqualTo(429);
  }

  private static int status(Supplier<Caller> login) {
    try {
      login.get();
      return 200;
    } catch (ProblemException e) {
      return e.problem().status();
    }
  }
}
