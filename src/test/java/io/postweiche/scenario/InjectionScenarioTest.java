package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a client's adds a line to a command to a relay or to a header, nor splits a mail. */
class InjectionScenarioTest {
  private static final List<String> BREAKS =
      List.of(
          "\r", "\n", "\r\n", "\0", "\u760d\u760a", "\u2028", "\u0085", "\u010d\u010a", "+0D+0A");
  private static final List<String> ENDS =
      List.of(
          "\n.\n",
          "\r.\r",
          "\n.\r\n",
          "\r\n.\n",
          "\r\n.\r",
          "\r.\r\n",
          "\r\n\0.\r\n",
          "\n.\r",
          "\r\r\n.\r\r\n",
          "\r\n.\r\n",
          "\n\n.\n\n",
          "\u0085.\u0085",
          "\r\n..\r\n");
  private static final String SMUGGLED =
      "MAIL FROM:<evil@b.example>\r\nRCPT TO:<evil@d.example>\r\nDATA\r\nevil\r\n.\r\n";

  @TempDir Path folder;
  private final ScriptedRelay relay =
      ScriptedRelay.offering("PIPELINING", "8BITMIME", "SMTPUTF8", "DSN").start();
  private RunningRouter router;

  @BeforeEach
  void start() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any", "null-sender: true")
            .listener("users: {erp: secret}", "line-endings: normalise")
            .with(
                "retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%}",
                "bounces: {from: postmaster@meinefirma.de, relays: [a]}")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  @Test
  void lineEndsInCommandsGoNowhere() throws Exception {
    for (String end : BREAKS) {
      String injected = end + "RCPT TO:<evil@d.example>";
      try (RawSmtp client = router.smtp()) {
        client.line("EHLO x" + end + "X-Evil:1");
        client.line("MAIL FROM:<a" + injected + "@b.example> SMTPUTF8");
        client.line("MAIL FROM:<a@b.example> SMTPUTF8 ENVID=1" + injected);
        client.line("RSET");
        client.line("EHLO good" + end + "X-Evil:1");
        client.line("MAIL FROM:<a@b.example> SMTPUTF8 ENVID=1");
        client.line("RCPT TO:<c" + injected + "@d.example>");
        client.line("RCPT TO:<c@d.example> ORCPT=utf-8;c" + injected);
        client.line("RSET");
        client.line("QUIT");
        drain(client);
      }
    }
    try (RawSmtp client = router.smtp()) {
      String user = "erp" + String.join("evil", BREAKS.subList(0, 3)) + "evil\u760d\u760aevil";
      assertThat(client.ask("AUTH PLAIN " + base64("\0" + user + "\0wrong")))
          .startsWith("535 5.7.8")
          .doesNotContain("evil");
      assertThat(client.ask("NOOP")).isEqualTo("250 2.0.0 Ok");
    }
    assertThat(router.get("/metrics")).doesNotContain("evil");
    assertThat(router.send("a@b.example", "last@d.example")).startsWith("250 ");
    await().until(() -> !relay.messages().isEmpty());
    assertThat(relay.commands().toString()).doesNotContain("evil", "<bare LF>");
    assertThat(relay.messages()).hasSize(1);
  }

  @Test
  void oddButLegalWordsStayOnTheirLine() throws Exception {
    try (RawSmtp client = router.smtp()) {
      client.ask("EHLO x\u760d\u760aX-Evil:\u20281");
      assertThat(client.ask("MAIL FROM:<j\u00f6rg@b.example> SMTPUTF8 RET=FULL ENVID=a+2B+20b"))
          .startsWith("250 ");
      assertThat(
              client.ask(
                  "RCPT TO:<\u010a\u010d@d.example> NOTIFY=FAILURE ORCPT=utf-8;\u760d\u760a@d.example"))
          .startsWith("250 ");
      client.ask("DATA");
      assertThat(client.ask("Subject: x\r\n\r\nx\r\n.")).startsWith("250 ");
    }
    await().until(() -> relay.messages().size() == 1);
    assertThat(relay.messages().get(0).mail())
        .startsWith("MAIL FROM:<j\u00f6rg@b.example>")
        .endsWith(" SMTPUTF8 RET=FULL ENVID=a+2B+20b");
    assertThat(relay.commands())
        .contains(
            "RCPT TO:<\u010a\u010d@d.example> NOTIFY=FAILURE ORCPT=utf-8;\\x{760D}\\x{760A}@d.example");
    String text = new String(relay.messages().get(0).content(), StandardCharsets.UTF_8);
    assertThat(text.replaceAll("\r\n[ \t]", " ").lines().toList().subList(1, 4))
        .containsExactly("Subject: x", "", "x");
  }

  @Test
  void noMailSplitsHoweverItCame() throws Exception {
    int sent = 0;
    for (String end : ENDS) {
      postBytes(message(end));
      try (RawSmtp client = router.smtp()) {
        byte[] chunk = message(end.replace("\0", "")).getBytes(StandardCharsets.ISO_8859_1);
        client.ask("MAIL FROM:<a@b.example>");
        client.ask("RCPT TO:<c@d.example>");
        client.line("BDAT " + chunk.length + " LAST");
        client.raw(chunk);
        assertThat(client.reply()).startsWith("250 2.0.0 Ok: queued");
      }
      sent += 2;
    }
    int all = sent;
    await().until(() -> relay.messages().size() + dead() >= all);
    assertThat(relay.messages()).hasSizeGreaterThan(ENDS.size());
    for (ScriptedRelay.Received mail : relay.messages()) {
      assertThat(mail.mail()).contains("<a@b.example>");
      assertThat(mail.recipients()).containsExactly("c@d.example");
      String text = new String(mail.content(), StandardCharsets.ISO_8859_1);
      assertThat(text).contains("MAIL FROM:<evil@b.example>").endsWith("the end\r\n");
      assertThat(new String(mail.wire(), StandardCharsets.ISO_8859_1).replace("\r\n", ""))
          .doesNotContain("\r", "\n");
    }
    assertThat(relay.commands().toString()).doesNotContain("evil", "<bare LF>");
  }

  @Test
  void nobodyIsToldWhoWantsToHearNothing() throws Exception {
    relay.at(At.RCPT).on("gone").replies("550 5.1.1 no such user");
    try (RawSmtp client = router.smtp()) {
      client.ask("MAIL FROM:<a@b.example> RET=FULL ENVID=QQ+2B1");
      client.ask("RCPT TO:<gone1@d.example> NOTIFY=NEVER");
      client.ask("RCPT TO:<gone2@d.example> NOTIFY=SUCCESS,DELAY");
      client.ask("RCPT TO:<gone3@d.example> NOTIFY=FAILURE ORCPT=rfc822;First@d.example");
      client.ask("DATA");
      assertThat(client.ask("Subject: x\r\n\r\nthe text\r\n.")).startsWith("250 ");
    }
    await().until(() -> relay.messages().size() == 1);
    ScriptedRelay.Received report = relay.messages().get(0);
    assertThat(report.mail()).startsWith("MAIL FROM:<>");
    assertThat(report.recipients()).containsExactly("a@b.example");
    assertThat(new String(report.content(), StandardCharsets.UTF_8))
        .contains(
            "Original-Envelope-Id: QQ+1\r\n",
            "Original-Recipient: rfc822; First@d.example\r\n",
            "Final-Recipient: rfc822; gone3@d.example\r\n",
            "Content-Type: message/rfc822",
            "the text")
        .doesNotContain("gone1", "gone2");
  }

  private int dead() throws Exception {
    return router.get("/api/v1/dead").split("\"id\"", -1).length - 1;
  }

  private static String message(String end) {
    return "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\none"
        + end
        + SMUGGLED
        + "the end\r\n";
  }

  private void postBytes(String text) throws Exception {
    try (var factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
      message.setStringProperty("mailFrom", "a@b.example");
      message.setStringProperty("rcptTo", "c@d.example");
      session.createProducer(session.createQueue("mail.submit")).send(message);
    }
  }

  private static void drain(RawSmtp client) throws Exception {
    String said = Stream.generate(() -> reply(client)).takeWhile(r -> !r.isEmpty()).toList() + "";
    assertThat(said).doesNotContain("354");
  }

  private static String reply(RawSmtp client) {
    try {
      return client.reply();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
