package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.DkimKeys;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What broke in January 2024: mail without a sender, and mail of foreign senders. */
class SendersScenarioTest {
  private static final String NULL_LINE = "\"<>\": {choose-by: header-from, envelope-from: marked}";

  @TempDir Path folder;
  private final ScriptedRelay a = ScriptedRelay.offering().login("r@a.de", "x").start();
  private final ScriptedRelay b = ScriptedRelay.offering().login("r@b.de", "x").start();
  private RunningRouter router;

  @BeforeEach
  void router() throws IOException {
    router =
        new RunningRouter(Files.createDirectory(folder.resolve("first")))
            .relay("ionos-a", a, "username: r@a.de", "password: x", "senders: domain")
            .relay("ionos-b", b, "username: r@b.de", "password: x", "senders: domain")
            .senders("a.de: ionos-a", "b.de: ionos-b", NULL_LINE);
  }

  @AfterEach
  void stop() {
    router.close();
    a.close();
    b.close();
  }

  private static String mail(String author, String to) {
    return "From: <"
        + author
        + ">\r\nTo: <"
        + to
        + ">\r\nSubject: away\r\n"
        + "Date: Tue, 24 Nov 2026 13:00:00 +0000\r\n\r\nback on Monday\r\n";
  }

  private static void send(RunningRouter through, String sender, String author, String to)
      throws IOException {
    try (RawSmtp client = through.smtp()) {
      assertThat(client.mail(sender, to, mail(author, to))).startsWith("250");
    }
  }

  @Test
  void anOutOfOfficeReplyGoesThroughItsAuthorsAccount() throws Exception {
    router.start();
    send(router, "", "vertrieb@b.de", "kunde@example.org");
    send(router, "", "chef@a.de", "kunde@example.org");
    await().until(() -> a.messages().size() == 1 && b.messages().size() == 1);
    assertThat(b.messages().get(0).mail()).contains("<null-sender+vertrieb@b.de>");
    assertThat(a.messages().get(0).mail()).contains("<null-sender+chef@a.de>");
    assertThat(new String(a.messages().get(0).content(), StandardCharsets.US_ASCII))
        .contains("\r\n" + mail("chef@a.de", "kunde@example.org"));
  }

  @Test
  void twoRoutersInARowNeverAnswerEachOther() throws Exception {
    try (ScriptedRelay last = ScriptedRelay.start();
        RunningRouter second = second(last)) {
      last.at(At.RCPT).on("kunde@example.org").replies("550 5.1.1 no such user");
      router
          .relay("second", second.smtpAddress().getPort(), "senders: any")
          .senders(NULL_LINE, "\"*\": second")
          .with("bounces: {from: postmaster@a.de, relays: [third]}")
          .relay("third", b, "username: r@b.de", "password: x", "null-sender: true")
          .start();
      send(router, "", "vertrieb@a.de", "kunde@example.org");
      await().until(() -> second.get("/api/v1/dead").contains("recipient-refused"));
      assertThat(second.get("/api/v1/dead")).contains("null-sender+vertrieb@a.de");

      // what a server further on would send, comes back to the first router: it gets no sender
      // again
      send(router, "", "mailer-daemon@example.org", "null-sender+vertrieb@a.de");
      await().until(() -> router.get("/api/v1/dead").contains("sender-not-allowed"));
      assertThat(router.get("/api/v1/dead"))
          .contains("what comes back to a marked sender is given none");
      assertThat(b.messages()).as("nobody was told anything").isEmpty();
      assertThat(last.messages()).isEmpty();
    }
  }

  private RunningRouter second(ScriptedRelay last) throws IOException {
    return new RunningRouter(Files.createDirectory(folder.resolve("second")))
        .relay("last", last, "null-sender: true")
        .senders("\"*\": {relays: last, envelope-from: srs}")
        .with("bounces: {from: postmaster@a.de, relays: [last]}")
        .start();
  }

  @Test
  void forwardedMailIsRewrittenSignedAndStillTheirs() throws Exception {
    Path key = folder.resolve("s2026.pem");
    String record = DkimKeys.record(DkimKeys.write(key, "Ed25519", 0));
    router
        .senders("\"*\": {relays: ionos-a, envelope-from: srs, header-from: weiter@a.de}")
        .with(
            "dkim: {a.de: {selector: s2026, key: " + key + "}}",
            "srs: {secrets: [0123456789abcdef]}")
        .start();
    send(router, "hans@kunde.example", "hans@kunde.example", "chef@example.org");
    await().until(() -> a.messages().size() == 1);
    ScriptedRelay.Received arrived = a.messages().get(0);
    assertThat(arrived.mail()).contains("SRS0=").contains("=kunde.example=hans@a.de>");
    assertThat(new String(arrived.content(), StandardCharsets.US_ASCII))
        .startsWith("DKIM-Signature: ")
        .contains("\r\nReceived: from client.example ")
        .contains("From: \"hans via kunde.example\" <weiter@a.de>\r\n")
        .contains("Reply-To: <hans@kunde.example>\r\n");
    assertThat(DkimKeys.verified(arrived.content(), Map.of("s2026._domainkey.a.de", record)))
        .isEqualTo(List.of("a.de s2026"));

    router.with("srs: {secrets: [fedcba9876543210, 0123456789abcdef]}").reconfigure();
    send(router, "hans@kunde.example", "hans@kunde.example", "chef@example.org");
    await().until(() -> a.messages().size() == 2);
    assertThat(a.messages().get(1).mail())
        .as("the new key signs from the next mail on")
        .contains("SRS0=")
        .isNotEqualTo(arrived.mail());
  }
}
