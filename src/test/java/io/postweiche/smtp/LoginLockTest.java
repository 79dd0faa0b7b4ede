package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.AllowedSenders;
import io.postweiche.config.ListenUser;
import io.postweiche.config.PasswordHash;
import io.postweiche.testing.RawSmtp;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guessing passwords gets slower, then stops for a while. */
class LoginLockTest {
  private static final String LOCKED = "454 4.7.0 Too many failed logins";
  private static final String RIGHT = AccessServers.login("erp", "secret");

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();

  @Test
  void whoGuessesIsLockedOutForAWhileWhetherTheUserExistsOrNot() throws IOException {
    for (String user : new String[] {"erp", "nobody"}) {
      try (TestServer server = server()) {
        for (int i = 0; i < Lockout.FAILURES; i++) {
          assertThat(say(server, "192.0.2." + i, AccessServers.login(user, "guess" + i)))
              .startsWith("535 5.7.8");
        }
        assertThat(say(server, "198.51.100.1", AccessServers.login(user, "guess")))
            .startsWith(LOCKED);
        assertThat(say(server, "198.51.100.1", AccessServers.login(user, "secret")))
            .startsWith(LOCKED);
        assertThat(server.refused).endsWith("login", "login-locked", "login-locked");
        clock.forward(Lockout.LOCK.plusSeconds(1));
        assertThat(say(server, "198.51.100.1", AccessServers.login(user, "secret")))
            .startsWith(user.equals("erp") ? "235" : "535 5.7.8");
      }
    }
  }

  @Test
  void anAddressThatGuessesIsLockedForAllUsersButTheOthersAreNot() throws IOException {
    try (TestServer server = server()) {
      assertThat(say(server, "192.0.2.1", RIGHT)).startsWith("235");
      for (int i = 0; i < Lockout.FAILURES; i++) {
        say(server, "203.0.113.1", AccessServers.login("user" + i, "guess"));
      }
      assertThat(say(server, "203.0.113.1", RIGHT)).startsWith(LOCKED);
      assertThat(say(server, "192.0.2.1", RIGHT)).startsWith("235");
      assertThat(say(server, "192.0.2.2", RIGHT)).startsWith("235");
    }
  }

  @Test
  void aLockCountsAsAFailureOfTheConnection() throws IOException {
    try (TestServer server = server()) {
      for (int i = 0; i < Lockout.FAILURES; i++) {
        say(server, "192.0.2." + i, AccessServers.login("erp", "guess" + i));
      }
      try (RawSmtp client = AccessServers.from("198.51.100.1", server).hello()) {
        assertThat(client.ask(RIGHT)).startsWith(LOCKED);
        assertThat(client.ask(RIGHT)).startsWith(LOCKED);
        assertThat(client.ask(RIGHT)).startsWith("421 4.7.0");
        assertThat(client.reply()).isEmpty();
      }
    }
  }

  @Test
  void checksHashesAndNames() throws IOException {
    Peer peer = new Peer(InetAddress.getByName("192.0.2.1"));
    String hashed = PasswordHash.hash("s3cret", new SecureRandom());
    Logins logins =
        new Logins(
            Map.of("erp", user(hashed), "plain", user("open"), "by-certificate", user(null)),
            new Lockout(clock),
            Duration.ofSeconds(1));
    assertThat(logins.check(new Credentials("erp", "s3cret"), peer)).isEqualTo(Logins.Outcome.GOOD);
    assertThat(logins.check(new Credentials("plain", "open"), peer)).isEqualTo(Logins.Outcome.GOOD);
    assertThat(logins.check(new Credentials("erp", "S3cret"), peer)).isEqualTo(Logins.Outcome.BAD);
    assertThat(logins.check(new Credentials("other", "s3cret"), peer))
        .isEqualTo(Logins.Outcome.BAD);
    assertThat(logins.check(new Credentials("by-certificate", ""), peer))
        .isEqualTo(Logins.Outcome.BAD);
  }

  /** A plain password, a hash and no user at all: nothing comes before the set time. */
  @Test
  void failuresTakeTheSameTimeForUnknownUsers() throws IOException {
    Limits quick = TestServer.QUICK;
    Duration wait = Duration.ofMillis(400);
    Limits slow =
        new Limits(
            quick.command(),
            quick.dataBlock(),
            quick.message(),
            quick.slowestRate(),
            quick.withoutMail(),
            quick.proxyHeader(),
            quick.drain(),
            quick.farewell(),
            wait,
            quick.logins(),
            quick.faults(),
            quick.commands(),
            quick.recipients());
    AccessServers listen = listen().user("hashed", PasswordHash.hash("s3cret", new SecureRandom()));
    try (TestServer server = new TestServer(folder, listen.settings(), slow, clock)) {
      int address = 0;
      for (String user : new String[] {"erp", "hashed", "nobody"}) {
        long began = System.nanoTime();
        say(server, "192.0.2." + ++address, AccessServers.login(user, "guess"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(wait);
      }
    }
  }

  private static ListenUser user(String password) {
    return new ListenUser(password == null ? null : new PasswordHash(password), AllowedSenders.ANY);
  }

  private static String say(TestServer server, String from, String login) throws IOException {
    try (RawSmtp client = AccessServers.from(from, server).hello()) {
      return client.ask(login);
    }
  }

  private static AccessServers listen() {
    return new AccessServers().proxy("127.0.0.1").user("erp", "secret").authWithoutTls();
  }

  private TestServer server() throws IOException {
    return new TestServer(folder, listen().settings(), TestServer.QUICK, clock);
  }
}
