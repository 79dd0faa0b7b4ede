package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sender is told of its mail, and what not, by reports that another relay takes. */
class ReportScenarioTest {
  private static final String QUICK = "retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%";
  private static final String BOUNCES = "bounces: {from: postmaster@firma.de, relays: [reports]}";

  @TempDir Path folder;
  private final ScriptedRelay plain = ScriptedRelay.offering("SIZE 1000000").start();
  private final ScriptedRelay telling = ScriptedRelay.offering("DSN").start();
  private final ScriptedRelay reports = ScriptedRelay.offering("8BITMIME").start();
  private RunningRouter router;

  private void start(String... with) throws Exception {
    router =
        new RunningRouter(folder)
            .relay("plain", plain, "senders: any", "null-sender: true")
            .relay("telling", telling, "senders: any")
            .relay("reports", reports, "senders: any", "null-sender: true")
            .senders("firma.de: plain", "firma.com: plain", "dsn.de: telling", "\"<>\": plain")
            .with(with)
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    plain.close();
    telling.close();
    reports.close();
  }

  @Test
  void successIsToldOnceWhereTheRelayDoesNotTellIt() throws Exception {
    start(QUICK + "}", BOUNCES);
    send("a@dsn.de", "k@example.org NOTIFY=SUCCESS");
    send("", "k@example.org NOTIFY=SUCCESS");
    send(
        "a@firma.de RET=FULL ENVID=Q1+2B2",
        "k@example.org NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;k+2Balias@example.org",
        "quiet@example.org");
    await().until(() -> reports.messages().size() == 1);
    await().until(() -> plain.messages().size() == 2 && telling.messages().size() == 1);
    assertThat(telling.commands()).anyMatch(line -> line.contains("NOTIFY=SUCCESS"));
    ScriptedRelay.Received report = reports.messages().get(0);
    assertThat(report.mail()).startsWith("MAIL FROM:<>");
    assertThat(report.recipients()).containsExactly("a@firma.de");
    assertThat(text(report))
        .contains("Action: relayed", "Status: 2.", "Original-Envelope-Id: Q1+2")
        .contains("Original-Recipient: rfc822; k+alias@example.org", "Final-Recipient: rfc822; k@")
        .contains("text/rfc822-headers")
        .doesNotContain("quiet@example.org", "message/rfc822");
    router.restart();
    send("a@firma.de", "k@example.org"); // whoever is told of everything would be told by now
    await().until(() -> plain.messages().size() == 3);
    assertThat(reports.messages()).hasSize(1);
  }

  @Test
  void aDelayIsToldOnceToWhomItMayBeTold() throws Exception {
    plain.at(At.RCPT).on("k@").replies("450 4.2.1 not now");
    start(QUICK + ", warn-after: 1s}", BOUNCES);
    send("a@firma.de", "k@example.org");
    send("b@firma.de", "k@example.org NOTIFY=FAILURE");
    send("c@firma.de", "k@example.org NOTIFY=DELAY");
    send("", "k@example.org");
    await().until(() -> reports.messages().size() == 2);
    router.restart();
    int before = attempts();
    await().until(() -> attempts() > before + 16);
    assertThat(reports.messages())
        .hasSize(2)
        .flatExtracting(ScriptedRelay.Received::recipients)
        .containsExactlyInAnyOrder("a@firma.de", "c@firma.de");
    assertThat(text(reports.messages().get(0)))
        .contains("Action: delayed", "Status: 4.2.1", "Will-Retry-Until: ", "450 4.2.1 not now")
        .contains("Subject: Noch nicht zugestellt");
    plain.at(At.RCPT).on("k@").replies("250 ok");
    await().until(() -> plain.messages().size() == 4);
  }

  @Test
  void aMailThatNoRelayMayCarryIsReported() throws Exception {
    start(QUICK + "}", "bounces: {from: p@firma.de, relays: [reports], language: en}");
    send("a@nobody.de", "k@example.org");
    await().until(() -> reports.messages().size() == 1);
    assertThat(text(reports.messages().get(0)))
        .contains("Subject: Undelivered mail", "Action: failed", "Status: 5.4.4")
        .contains("No way is set up for your sender address.");
  }

  @Test
  void nobodyIsToldOfAReport() throws Exception {
    reports.at(At.EOD).replies("554 5.7.1 no reports here");
    start(QUICK + "}", BOUNCES);
    send("a@nobody.de", "k@example.org");
    await().until(() -> router.get("/api/v1/dead").contains("no reports here"));
    send("b@nobody.de", "k@example.org");
    await().until(() -> reports.commands().stream().filter(c -> c.startsWith("MAIL")).count() == 2);
    assertThat(reports.commands()).noneMatch(line -> line.contains("TO:<postmaster@firma.de>"));
  }

  @Test
  void recipientsThatFailTogetherShareAReport() throws Exception {
    plain.at(At.RCPT).on("gone@").replies("550 5.1.1 gone");
    plain.at(At.RCPT).on("moved@").replies("550 5.1.6 moved");
    start(QUICK + "}", BOUNCES);
    send("a@firma.com", "gone@example.org", "k@example.org", "moved@example.org");
    await().until(() -> reports.messages().size() == 1);
    assertThat(text(reports.messages().get(0)))
        .contains("Status: 5.1.1", "Status: 5.1.6", "Subject: Undelivered mail")
        .doesNotContain("k@example.org");
  }

  @Test
  void aMailBehindASuspendedRelayIsToldToo() throws Exception {
    start(QUICK + ", warn-after: 2s}", BOUNCES);
    router.post("/api/v1/relays/plain/suspend", "{}");
    send("a@firma.de", "k@example.org");
    send("b@firma.de", "k@example.org NOTIFY=NEVER");
    send("", "k@example.org");
    await().atMost(Duration.ofSeconds(60)).until(() -> reports.messages().size() == 1);
    assertThat(text(reports.messages().get(0))).contains("Action: delayed", "Status: 4.4.7");
    assertThat(plain.messages()).isEmpty();
    router.post("/api/v1/relays/plain/resume", "{}");
    await().until(() -> plain.messages().size() == 3);
    assertThat(reports.messages()).hasSize(1);
  }

  private int attempts() {
    return (int) plain.commands().stream().filter(line -> line.startsWith("RCPT")).count();
  }

  private static String text(ScriptedRelay.Received report) {
    String whole = new String(report.content(), StandardCharsets.UTF_8);
    return whole.replace("=\r\n", "").replace("\r\n ", " ");
  }

  /** Each address may have parameters behind it. */
  private void send(String from, String... recipients) throws Exception {
    try (RawSmtp client = router.smtp()) {
      assertThat(client.ask("MAIL FROM:" + path(from))).startsWith("250");
      for (String to : recipients) {
        assertThat(client.ask("RCPT TO:" + path(to))).startsWith("250");
      }
      client.ask("DATA");
      String mail = "From: a@firma.de\r\nSubject: Hallo\r\n\r\nText\r\n.\r\n";
      client.raw(mail.getBytes(StandardCharsets.US_ASCII));
      assertThat(client.reply()).startsWith("250 ");
    }
  }

  private static String path(String written) {
    int blank = written.indexOf(' ');
    return blank < 0
        ? "<" + written + ">"
        : "<" + written.substring(0, blank) + ">" + written.substring(blank);
  }
}
