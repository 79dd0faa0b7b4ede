package io.postweiche.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, octet by octet. */
class SandboxRepliesTest {
  private static final String MAIL =
      "Date: Tue, 24 Nov 2026 12:00:00 +0100\r\nFrom: a@example.de\r\nSubject: x\r\n\r\nText\r\n";

  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void start() throws IOException {
    List<RelaySettings> relays =
        List.of(
            Relays.account("ionos", "ionos", TlsMode.NONE),
            Relays.account("ionos-tls", "ionos", TlsMode.STARTTLS),
            Relays.account("m365", "microsoft365", TlsMode.NONE),
            Relays.account("ses", "ses", TlsMode.NONE),
            Relays.account("other", null, TlsMode.NONE),
            Relays.open("open", TlsMode.NONE));
    sandbox = Sandbox.start(relays, folder);
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@other.example", "a@sub.example.de", ""})
  void ionosRefusesAForeignAndANullSenderAtMail(String sender) throws IOException {
    try (RawClient client = loggedIn("ionos")) {
      assertThat(client.ask("MAIL FROM:<" + sender + ">"))
          .isEqualTo(
              "550-Requested action not taken: mailbox unavailable\n"
                  + "550 Sender address is not allowed.");
      assertThat(client.ask("RCPT TO:<b@example.org>")).startsWith("503 ");
    }
  }

  @Test
  void ionosSpeaksAsNemesisDoes() throws IOException {
    try (RawClient client = new RawClient(relay("ionos"))) {
      assertThat(client.reply())
          .isEqualTo("220 kundenserver.de (mreue107) Nemesis ESMTP Service ready");
      assertThat(client.ask("EHLO test.example"))
          .isEqualTo(
              "250-kundenserver.de Hello test.example [127.0.0.1]\n250-8BITMIME\n"
                  + "250-SIZE 2000000\n250 AUTH LOGIN PLAIN");
      assertThat(client.ask("MAIL FROM:<a@example.de>")).isEqualTo("530 Authentication required");
      assertThat(client.ask("AUTH PLAIN " + RawClient.plain(Relays.USER, "falsch")))
          .isEqualTo("535 Authentication credentials invalid");
      assertThat(client.ask("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
      assertThat(client.ask(RawClient.base64(Relays.USER))).isEqualTo("334 UGFzc3dvcmQ6");
      assertThat(client.ask(RawClient.base64(Relays.PASSWORD)))
          .isEqualTo("235 Authentication succeeded");
      assertThat(client.ask("MAIL FROM:<A@EXAMPLE.DE> SIZE=100 BODY=8BITMIME"))
          .isEqualTo("250 Requested mail action okay, completed");
      assertThat(client.ask("RCPT TO:<b@example.org>")).isEqualTo("250 OK");
      assertThat(client.data(MAIL.getBytes(US_ASCII)))
          .isEqualTo("250 Requested mail action okay, completed: id=" + lastName());
      assertThat(client.ask("QUIT"))
          .isEqualTo("221 kundenserver.de Service closing transmission channel");
      assertThat(client.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SMTPUTF8", "RET=HDRS", "SIZE=x", "NONSENSE"})
  void aParameterThatWasNotOfferedIsRefused(String parameter) throws IOException {
    try (RawClient client = loggedIn("ionos")) {
      assertThat(client.ask("MAIL FROM:<a@example.de> " + parameter)).startsWith("555 ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refused@x.de|550-Requested action not taken: mailbox unavailable;550 Unknown User",
        "full@x.de|452-Requested action not taken: insufficient system storage;452 Quota exceeded",
        "later@x.de|450 Requested mail action not taken: mailbox unavailable",
        "Limit@x.de|450-Requested mail action not taken: mailbox unavailable;"
            + "450 Mail send limit exceeded.",
        "limited@x.de|250 OK"
      })
  void aRecipientsNameAsksForAFailure(String recipient, String reply) throws IOException {
    try (RawClient client = loggedIn("ionos")) {
      client.ask("MAIL FROM:<a@example.de>");
      assertThat(client.ask("RCPT TO:<" + recipient + ">")).isEqualTo(reply.replace(';', '\n'));
      assertThat(client.ask("RCPT TO:<b@example.org>")).as("the others go on").isEqualTo("250 OK");
    }
  }

  @Test
  void contentIsRefusedAtTheEndOfData() throws IOException {
    try (RawClient client = begun("other", "content@example.org")) {
      assertThat(client.data(MAIL.getBytes(US_ASCII)))
          .isEqualTo("554 5.7.1 Message rejected as spam by content filter");
    }
    assertThat(sandbox.taken()).isEmpty();
  }

  @Test
  void slowAnswersTwoSecondsLate() throws IOException {
    try (RawClient client = loggedIn("other")) {
      client.ask("MAIL FROM:<a@example.de>");
      Instant before = Instant.now();
      assertThat(client.ask("RCPT TO:<slow@example.org>")).startsWith("250 ");
      assertThat(Duration.between(before, Instant.now()))
          .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "m365,a@x.de,554 5.2.252 SendAsDenied; relay@example.de not allowed to send as a@x.de",
    "m365,'',550 5.7.60 SMTP; Client does not have permissions to send as this sender",
    "ses,a@x.de,554 Message rejected: Email address is not verified. The following identities "
        + "failed the check in region EU-CENTRAL-1: a@x.de"
  })
  void othersRefuseTheSenderOnlyAtTheEndOfData(String relay, String sender, String reply)
      throws IOException {
    try (RawClient client = loggedIn(relay)) {
      assertThat(client.ask("MAIL FROM:<" + sender + ">")).startsWith("250 ");
      assertThat(client.ask("RCPT TO:<b@example.org>")).startsWith("250 ");
      assertThat(client.data(MAIL.getBytes(US_ASCII))).isEqualTo(reply);
      assertThat(client.ask("MAIL FROM:<a@example.de>")).as("the next mail").startsWith("250 ");
    }
    assertThat(sandbox.taken()).isEmpty();
  }

  @Test
  void aRelayWithoutARuleTakesEverySenderAndTheNullSender() throws IOException {
    try (RawClient client = loggedIn("open")) {
      assertThat(client.ask("MAIL FROM:<>")).startsWith("250 ");
      assertThat(client.ask("RSET")).startsWith("250 ");
      assertThat(client.ask("MAIL FROM:<\"a>b\"@x.de> SMTPUTF8")).startsWith("250 ");
    }
  }

  @Test
  void tooManyRecipientsAreTurnedAwayOneByOne() throws IOException {
    try (RawClient client = begun("other", "1@example.org")) {
      assertThat(client.ask("RCPT TO:<2@example.org>")).startsWith("250 ");
      assertThat(client.ask("RCPT TO:<3@example.org>")).startsWith("250 ");
      assertThat(client.ask("RCPT TO:<4@example.org>"))
          .isEqualTo("452 4.5.3 Error: too many recipients");
    }
  }

  @Test
  void aMailOverTheLimitIsRefusedAtMailOrAtItsEnd() throws IOException {
    try (RawClient client = loggedIn("other")) {
      assertThat(client.ask("MAIL FROM:<a@example.de> SIZE=2000001"))
          .isEqualTo("552 5.3.4 Message size exceeds fixed limit");
      assertThat(client.ask("MAIL FROM:<a@example.de> SIZE=99999999999999999999"))
          .startsWith("552 ");
      client.ask("MAIL FROM:<a@example.de>");
      client.ask("RCPT TO:<b@example.org>");
      assertThat(client.data(("x".repeat(998) + "\r\n").repeat(2001).getBytes(US_ASCII)))
          .isEqualTo("552 5.3.4 Message size exceeds fixed limit");
      assertThat(client.ask("NOOP")).as("still in step").isEqualTo("250 2.0.0 Ok");
    }
    assertThat(folder.resolve("other")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "'From: a@example.de',c=hd",
    "'Date: gestern',c=hd",
    "'Date: Tue, 24 Nov 2026 12:00:00 +0100\r\nDate: Tue, 24 Nov 2026 12:00:00 +0100',c=hd",
    "'Date: Tue, 24 Nov 2026 12:00:00 +0100\r\nSubject: 1\r\nSubject: 2',c=hd",
    "'Date: Tue, 24 Nov 2026 12:00:00 +0100\r\nTo: a b <',c=hd",
    "'Date: Tue, 24 Nov 2026 12:00:00 +0100\r\nFrom: Müller <a@example.de>',c=hi"
  })
  void ionosFindsHeaderFaults(String header, String code) throws IOException {
    try (RawClient client = begun("ionos", "b@example.org")) {
      assertThat(client.data((header + "\r\n\r\nText").getBytes(ISO_8859_1)))
          .matches(
              "554-Transaction failed\n554-Reject due to policy restrictions\\.\n"
                  + "554 For explanation visit https://\\S+"
                  + code
                  + "&\\S+");
    }
    assertThat(sandbox.taken()).isEmpty();
  }

  @Test
  void pipelinedCommandsAreAnsweredInOrder() throws IOException {
    try (RawClient client = loggedIn("other")) {
      String commands =
          "MAIL FROM:<a@example.de>\r\nRCPT TO:<refused@x.de>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";
      client.send(commands.getBytes(US_ASCII));
      assertThat(client.reply()).startsWith("250 2.1.0");
      assertThat(client.reply()).startsWith("550 5.1.1");
      assertThat(client.reply()).startsWith("250 2.1.5");
      assertThat(client.reply()).startsWith("354 ");
      client.send((MAIL + ".\r\nNOOP\r\nMAIL FROM:<a@example.de>\r\n").getBytes(US_ASCII));
      assertThat(client.reply()).startsWith("250 2.0.0 Ok: queued as ");
      assertThat(client.reply()).isEqualTo("250 2.0.0 Ok");
      assertThat(client.reply()).startsWith("250 2.1.0");
    }
  }

  @Test
  void withoutTlsThereIsNoLoginAndNoMail() throws IOException {
    try (RawClient client = new RawClient(relay("ionos-tls"))) {
      client.reply();
      assertThat(client.ask("EHLO test.example")).endsWith("250 STARTTLS").doesNotContain("AUTH");
      assertThat(client.ask("AUTH PLAIN " + RawClient.plain(Relays.USER, Relays.PASSWORD)))
          .startsWith("503 ");
      assertThat(client.ask("MAIL FROM:<a@example.de>")).startsWith("530 ");
    }
  }

  @Test
  void whatWasSaidInClearDoesNotCountBehindTls() throws Exception {
    try (RawClient client = new RawClient(relay("ionos-tls"))) {
      client.reply();
      client.ask("EHLO test.example");
      client.send("STARTTLS\r\nEHLO injected\r\n".getBytes(US_ASCII));
      assertThat(client.reply()).startsWith("220 ");
      client.secure(MailClient.trusting(relay("ionos-tls").trust()));

      assertThat(client.ask("MAIL FROM:<a@example.de>")).isEqualTo("503 Say EHLO first");
      assertThat(client.ask("EHLO test.example")).endsWith("250 AUTH LOGIN PLAIN");
      assertThat(client.ask("STARTTLS")).startsWith("503 ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL FROM:a@example.de,501",
    "MAIL FROM:<a@>,501",
    "RCPT TO:<b@example.org>,503",
    "DATA,503",
    "STARTTLS,503",
    "XYZ,502",
    "EHLO,501",
    "VRFY x,252"
  })
  void badCommandsAreAnsweredAndTheSessionGoesOn(String command, String code) throws IOException {
    try (RawClient client = loggedIn("other")) {
      assertThat(client.ask(command)).startsWith(code + " ");
      assertThat(client.ask("x".repeat(100_000))).startsWith("500 ");
      assertThat(client.ask("NOOP")).startsWith("250 ");
    }
  }

  @ParameterizedTest
  @CsvSource({"*,501", "%%%,501", "AAAA,501"})
  void aLoginThatCannotBeReadIsRefused(String response, String code) throws IOException {
    try (RawClient client = new RawClient(relay("other"))) {
      client.reply();
      client.ask("EHLO test.example");
      assertThat(client.ask("AUTH CRAM-MD5")).startsWith("504 ");
      assertThat(client.ask("AUTH PLAIN")).isEqualTo("334 ");
      assertThat(client.ask(response)).startsWith(code + " ");
      assertThat(client.ask("MAIL FROM:<a@example.de>")).startsWith("530 ");
    }
  }

  private RawClient begun(String relay, String recipient) throws IOException {
    RawClient client = loggedIn(relay);
    client.ask("MAIL FROM:<a@example.de>");
    client.ask("RCPT TO:<" + recipient + ">");
    return client;
  }

  private RawClient loggedIn(String relay) throws IOException {
    return RawClient.loggedIn(relay(relay));
  }

  private RelaySettings relay(String name) {
    return sandbox.relays().get(new RelayId(name));
  }

  private String lastName() throws IOException {
    List<TakenMail> taken = sandbox.taken();
    Path file = taken.get(taken.size() - 1).file();
    assertThat(Files.size(file)).isGreaterThan(0);
    return file.getFileName().toString().replace(".eml", "");
  }
}
