package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.PasswordHash;
import io.postweiche.testing.RawSmtp;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.apache.activemq.artemis.protocol.amqp.sasl.scram.ScramClientFunctionalityImpl;
import org.apache.activemq.artemis.spi.core.security.scram.ScramException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins by SCRAM-SHA-256, with clients not written here. */
class ScramTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String HASHED = PasswordHash.scramHash("s3cret", RANDOM);
  private static final String GOOD = "235 2.7.0";
  private static final String BAD = "535 5.7.8 Authentication credentials invalid";

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = server(users());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "plain, secret",
    "hashed, s3cret",
    "'sales,=team', 'p=1,2'",
    "jürgen, stra\u00dfe \u00fc", // kept as u with its diaeresis in one character
    "jürgen, stra\u00dfe u\u0308", // typed as two, as macOS does
  })
  void aLoginGoesThrough(String user, String password) throws IOException {
    try (RawSmtp wire = connect(server)) {
      assertThat(ScramTalk.login(wire, user, password)).startsWith(GOOD);
      assertThat(wire.mail("a@b.example", "c@d.example", "Subject: x\r\n\r\nx")).startsWith("250");
      assertThat(wire.ask("AUTH SCRAM-SHA-256")).startsWith("503 5.5.1");
    }
  }

  @Test
  void theFirstMessageMayWaitForAChallenge() throws IOException {
    try (RawSmtp wire = connect(server)) {
      ScramTalk talk = new ScramTalk(wire, "hashed", "s3cret");
      assertThat(wire.ask("auth scram-sha-256")).isEqualTo("334");
      assertThat(talk.heard(wire.ask(Base64Text.of(talk.clientFirst)))).startsWith("334 ");
      assertThat(talk.acknowledge(talk.last())).startsWith(GOOD);
    }
  }

  /** A second client, with a reading of the RFC of its own. */
  @Test
  void theClientOfArtemisLogsInToo() throws IOException, ScramException {
    try (RawSmtp wire = connect(server)) {
      ScramClientFunctionalityImpl client =
          new ScramClientFunctionalityImpl("SHA-256", "HmacSHA256");
      String first = Base64Text.of(client.prepareFirstMessage("hashed"));
      String challenge = ScramTalk.text(wire.ask("AUTH SCRAM-SHA-256 " + first));
      String last = Base64Text.of(client.prepareFinalMessage("s3cret", challenge));
      client.checkServerFinalMessage(ScramTalk.text(wire.ask(last))); // throws when it is not ours
      assertThat(wire.ask("=")).startsWith(GOOD);
    }
  }

  @Test
  void theHashServesPlainAndLoginAsWell() throws IOException {
    try (RawSmtp wire = connect(server)) {
      assertThat(wire.ask(AccessServers.login("hashed", "S3cret"))).startsWith(BAD);
      assertThat(wire.ask(AccessServers.login("hashed", "s3cret"))).startsWith(GOOD);
    }
    try (RawSmtp wire = connect(server)) {
      wire.ask("AUTH LOGIN " + Base64Text.of("hashed"));
      assertThat(wire.ask(Base64Text.of("s3cret"))).startsWith(GOOD);
    }
  }

  @Test
  void isOfferedOnlyWhereSomebodyCanUseIt() throws IOException {
    try (RawSmtp wire = RawSmtp.connect(server.address())) {
      wire.line("PROXY TCP4 127.0.0.1 127.0.0.1 40000 25");
      wire.reply();
      assertThat(wire.ask("EHLO x")).endsWith("250 AUTH PLAIN LOGIN SCRAM-SHA-256");
    }
    AccessServers argon2 = listen().user("argon2", PasswordHash.hash("s3cret", RANDOM));
    try (TestServer other = server(argon2.user("certified", null));
        RawSmtp wire = RawSmtp.connect(other.address())) {
      wire.line("PROXY TCP4 127.0.0.1 127.0.0.1 40000 25");
      wire.reply();
      assertThat(wire.ask("EHLO x")).endsWith("250 AUTH PLAIN LOGIN");
      assertThat(wire.ask("AUTH SCRAM-SHA-256")).isEqualTo("504 5.5.4 AUTH by PLAIN, LOGIN");
    }
  }

  /** One with another kind of hash is no different, whatever password he has. */
  @ParameterizedTest
  @CsvSource({"plain, wrong", "hashed, wrong", "nobody, secret", "argon2, s3cret"})
  void whoeverCannotLogInFailsAlikeAtTheEnd(String user, String password) throws IOException {
    String salt;
    try (RawSmtp wire = connect(server)) {
      ScramTalk talk = new ScramTalk(wire, user, password);
      assertThat(talk.first()).startsWith("334 ");
      assertThat(talk.serverFirst).matches("r=.+,s=[A-Za-z0-9+/]{22}==,i=32768");
      salt = salt(talk);
      assertThat(talk.last()).startsWith(BAD);
      assertThat(wire.ask("MAIL FROM:<a@b.example>")).startsWith("530 5.7.0");
    }
    assertThat(server.refused).startsWith("login");
    try (TestServer other = server(users().user("one", "more"));
        RawSmtp wire = connect(other)) {
      ScramTalk talk = new ScramTalk(wire, user, password);
      talk.first();
      assertThat(salt(talk)).as("at another listener").isEqualTo(salt);
    }
  }

  @Test
  void anUnknownUserLooksLikeTheOnesThereAre() throws IOException {
    String few = "{scram-sha-256}4096$" + ScramExchangeTest.PENCIL.split("\\$", 2)[1];
    try (TestServer other = server(listen().user("user", few));
        RawSmtp wire = connect(other)) {
      ScramTalk talk = new ScramTalk(wire, "nobody", "pencil");
      talk.first();
      assertThat(talk.serverFirst).endsWith(",i=4096");
    }
  }

  @Test
  void whoGuessesIsLockedOut() throws IOException {
    for (int i = 0; i < Lockout.FAILURES; i++) {
      try (RawSmtp wire = AccessServers.from("192.0.2." + i, server).hello()) {
        assertThat(ScramTalk.login(wire, "hashed", "guess" + i)).startsWith(BAD);
      }
    }
    try (RawSmtp wire = connect(server)) {
      assertThat(ScramTalk.login(wire, "hashed", "s3cret")).startsWith("454 4.7.0");
      assertThat(wire.ask(AccessServers.login("hashed", "s3cret"))).startsWith("454 4.7.0");
    }
    clock.forward(Lockout.LOCK.plusSeconds(1));
    try (RawSmtp wire = connect(server)) {
      assertThat(ScramTalk.login(wire, "hashed", "s3cret")).startsWith(GOOD);
    }
  }

  @Test
  void threeFailuresEndTheConnection() throws IOException {
    try (RawSmtp wire = connect(server)) {
      assertThat(ScramTalk.login(wire, "plain", "wrong")).startsWith(BAD);
      assertThat(ScramTalk.login(wire, "plain", "wrong")).startsWith(BAD);
      assertThat(ScramTalk.login(wire, "plain", "wrong")).startsWith("421 4.7.0");
      assertThat(wire.reply()).isEmpty();
    }
  }

  /** The dialogue of a good login, said again by somebody who heard it. */
  @Test
  void aReplayFails() throws IOException {
    ScramTalk heard;
    try (RawSmtp wire = connect(server)) {
      heard = new ScramTalk(wire, "hashed", "s3cret");
      heard.first();
      assertThat(heard.acknowledge(heard.last())).startsWith(GOOD);
    }
    try (RawSmtp wire = connect(server)) {
      wire.ask("AUTH SCRAM-SHA-256 " + Base64Text.of(heard.clientFirst));
      assertThat(wire.ask(Base64Text.of(heard.clientFinal))).startsWith(BAD);
    }
    assertThat(server.refused).containsExactly("login");
  }

  /** 0: at the first challenge, 1: at the salt, 2: at the server's signature. */
  @ParameterizedTest
  @CsvSource({"0, *", "1, *", "2, *", "2, bm90aGluZw=="})
  void nothingHasHappenedWhenTheClientBreaksOff(int step, String word) throws IOException {
    try (RawSmtp wire = connect(server)) {
      ScramTalk talk = new ScramTalk(wire, "hashed", "s3cret");
      if (step == 0) {
        wire.ask("AUTH SCRAM-SHA-256");
      } else {
        talk.first();
      }
      if (step == 2) {
        assertThat(talk.last()).startsWith("334 dj"); // v=
      }
      assertThat(wire.ask(word)).startsWith(word.equals("*") ? "501 5.7.0" : "501 5.5.2");
      assertThat(wire.ask("MAIL FROM:<a@b.example>")).startsWith("530 5.7.0");
      assertThat(ScramTalk.login(wire, "hashed", "s3cret")).startsWith(GOOD);
    }
  }

  private static String salt(ScramTalk talk) {
    return talk.serverFirst.replaceAll(".*,s=([^,]+),.*", "$1");
  }

  private static AccessServers listen() {
    return new AccessServers().proxy("127.0.0.1").authWithoutTls();
  }

  private static AccessServers users() {
    return listen()
        .user("plain", "secret")
        .user("hashed", HASHED)
        .user("sales,=team", "p=1,2")
        .user("jürgen", "stra\u00dfe \u00fc")
        .user("argon2", PasswordHash.hash("s3cret", RANDOM));
  }

  private TestServer server(AccessServers listen) throws IOException {
    return new TestServer(folder, listen.settings(), TestServer.QUICK, clock);
  }

  private static RawSmtp connect(TestServer server) throws IOException {
    return AccessServers.from("198.51.100.1", server).hello();
  }
}
