package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.postweiche.config.PemIdentity;
import io.postweiche.config.RelayLink;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Content;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.ReplyClassifier;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.NodeRelay;
import io.postweiche.testing.PostfixRelay;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Relays that nobody here wrote; bench/clients/install brings them. */
@Timeout(60)
class RealRelaysTest {
  /** Lines of dots, octets above 127, a long line, no line end at the end of the text. */
  private static final byte[] ODD =
      ("From: a@meinefirma.de\r\nTo: bob@example.org\r\nSubject: odd\r\n"
              + "Date: Tue, 24 Nov 2026 13:00:00 +0100\r\nMessage-ID: <1@meinefirma.de>\r\n\r\n"
              + ".\r\n..\r\n.Grüße\r\n"
              + "x".repeat(990)
              + "\r\n\r\n.\r\nend\r\n")
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  /** STARTTLS, AUTH, SIZE, 8BITMIME, PIPELINING. */
  @Test
  void nodemailersSmtpServer() throws Exception {
    assumeTrue(NodeRelay.present(), "node or smtp-server is missing: bench/clients/install");
    TestCertificates authority = new TestCertificates(folder);
    Path taken = Files.createDirectory(folder.resolve("taken"));
    try (NodeRelay relay = NodeRelay.start(authority.server("localhost"), taken)) {
      Account account =
          Account.at(relay.port())
              .tls(TlsMode.STARTTLS, authority.ca())
              .login(NodeRelay.USER, NodeRelay.PASSWORD);
      Relays relays = relays(account);
      takesAndRefuses(relays);
      assertThat(Files.readAllBytes(taken.resolve("1.eml"))).isEqualTo(ODD);
      Outcome large = send(relays, new byte[100_001], "a@meinefirma.de", "b@x.de").get(0);
      assertThat(large.rule()).isEqualTo("size-announced");
      assertThat(relays.figures().get(Account.ID).opened()).isEqualTo(1);
      relays.close();
      Relays wrong = relays(account.login(NodeRelay.USER, "wrong"));
      Outcome refused = send(wrong, ODD, "a@meinefirma.de", "b@x.de").get(0);
      assertThat(refused.verdict()).isEqualTo(Verdict.AUTHENTICATION_FAILED);
      assertThat(refused.stage()).isEqualTo(Stage.AUTH);
      wrong.close();
    }
  }

  /** STARTTLS with a client certificate by which it knows us, DSN, ENHANCEDSTATUSCODES, VRFY. */
  @Test
  void postfix() throws Exception {
    assumeTrue(PostfixRelay.present(), "root and Debian's Postfix wanted: bench/clients/install");
    TestCertificates authority = new TestCertificates(folder);
    TestCertificates.Pem own = authority.rsaServer("router.test");
    RelayLink link =
        new RelayLink(new PemIdentity(own.certificate(), own.key()), "", null, null, null, null);
    try (ScriptedRelay sink = ScriptedRelay.offering("8BITMIME").start();
        PostfixRelay relay =
            PostfixRelay.start(authority.server("localhost"), authority.ca(), sink.port())) {
      Account account = Account.at(relay.port()).tls(TlsMode.STARTTLS, authority.ca());
      Relays relays = relays(account.link(link));
      takesAndRefuses(relays);
      await().until(() -> !sink.messages().isEmpty());
      String arrived = new String(sink.messages().get(0).content(), StandardCharsets.ISO_8859_1);
      assertThat(arrived).startsWith("Received: ");
      assertThat(arrived).endsWith(new String(ODD, StandardCharsets.ISO_8859_1));
      assertThat(relays.figures().get(Account.ID).opened()).isEqualTo(1);
      relays.close();
      Relays stranger = relays(account); // no certificate: no relaying
      Outcome refused = send(stranger, ODD, "a@meinefirma.de", "b@x.de").get(0);
      assertThat(refused.verdict()).isNotEqualTo(Verdict.DELIVERED);
      assertThat(refused.stage()).isIn(Stage.STARTTLS, Stage.MAIL, Stage.RCPT);
      stranger.close();
    }
  }

  private static void takesAndRefuses(Relays relays) throws Exception {
    List<Outcome> outcomes =
        send(relays, ODD, "a@meinefirma.de", "bob@example.org", "nobody@example.org");
    assertThat(outcomes.get(0).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(outcomes.get(1).verdict()).isEqualTo(Verdict.RECIPIENT_REFUSED);
    assertThat(outcomes.get(1).stage()).isEqualTo(Stage.RCPT);
    Outcome sender = send(relays, ODD, "a@foreign.test", "bob@example.org").get(0);
    assertThat(sender.verdict()).isEqualTo(Verdict.SENDER_NOT_ALLOWED);
  }

  private static List<Outcome> send(Relays relays, byte[] mail, String from, String... to)
      throws Exception {
    OutgoingMail outgoing = new OutgoingMail(Post.envelope(from, to), Content.of(mail), "<1@x>");
    relays.sender(Account.ID).send(outgoing);
    return outgoing.attempt().outcomes();
  }

  private static Relays relays(Account account) {
    Relays relays = new Relays("router.test", RealRelaysTest::read, Clock.systemUTC());
    relays.reconfigure(Map.of(Account.ID, account.settings()));
    return relays;
  }

  private static ReplyReader.Reading read(Stage stage, Reply reply) {
    ReplyClassifier.Classification read = ReplyClassifier.standard().classify(stage, reply);
    return new ReplyReader.Reading(read.verdict(), read.rule());
  }
}
