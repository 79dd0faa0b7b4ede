package io.postweiche.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of headers on their way to IONOS, as the sandbox plays it: told, and mended when asked.
 */
class HeaderCareScenarioTest {
  private static final String FROM = "From: <vertrieb@meinefirma.de>\r\n";
  private static final String REST = "To: <kunde@example.org>\r\nSubject: x\r\n\r\nhello\r\n";
  private static final String DATE = "Date: Tue, 24 Nov 2026 13:00:00 +0100\r\n";

  @TempDir Path folder;
  private RunningRouter router;

  @BeforeEach
  void start() throws IOException {
    router =
        new RunningRouter(folder)
            .sandbox()
            .relay("a", 2500, "provider: ionos", "username: relay@meinefirma.de", "password: x")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void aMailWithoutDateIsRefusedAndWithRepairDelivered() throws Exception {
    send(FROM + REST);
    await().until(() -> router.get("/api/v1/dead").contains("content-refused"));
    assertThat(router.get("/api/v1/dead")).contains("c=hd");
    assertThat(delivered()).isEmpty();

    router.with("repair: [date]").reconfigure();
    send(FROM + REST);
    await().until(() -> delivered().size() == 1);
    assertThat(Files.readString(delivered().get(0), ISO_8859_1))
        .containsPattern("(?s)^Received: .*\r\nDate: [^\r]+ \\+0000\r\nFrom: ")
        .endsWith(FROM + REST);
  }

  @Test
  void aRawNameIsRefusedAndWithRepairDelivered() throws Exception {
    String raw = DATE + "From: M\u00fcller <vertrieb@meinefirma.de>\r\n" + REST;
    send(raw);
    await().until(() -> router.get("/api/v1/dead").contains("content-refused"));
    assertThat(router.get("/api/v1/dead")).contains("c=hi");

    router.with("repair: [encode-from]").reconfigure();
    send(raw);
    await().until(() -> delivered().size() == 1);
    assertThat(Files.readString(delivered().get(0), ISO_8859_1))
        .endsWith(raw.replace("M\u00fcller", "=?utf-8?B?TcO8bGxlcg==?="));
  }

  @Test
  void aSignedMailIsLeftAloneAndThatIsTold() throws Exception {
    router.with("repair: [date, message-id, encode-from]").reconfigure();
    String event = eventOf("DKIM-Signature: v=1; h=From:Date; b=x\r\n" + FROM + REST);
    assertThat(event)
        .contains("\"headerFaults\":[\"date-missing\",\"message-id-missing\"]")
        .contains("covers date")
        .doesNotContain("headerRepairs");
    await().until(() -> router.get("/api/v1/dead").contains("c=hd"));
  }

  @Test
  void theEventOfAcceptanceTellsFaultsAndRepairs() throws Exception {
    assertThat(eventOf(DATE + FROM + "Message-ID: <1@meinefirma.de>\r\n" + REST))
        .doesNotContain("header");
    assertThat(eventOf(DATE + DATE + FROM + REST))
        .contains("\"headerFaults\":[\"date-doubled\",\"message-id-missing\"]")
        .contains("there is more than one Date");
    router.with("repair: [message-id]").reconfigure();
    assertThat(eventOf(DATE + FROM + REST))
        .contains("\"headerFaults\":[\"message-id-missing\"]")
        .contains("\"headerRepairs\":[\"message-id\"]");
  }

  private String eventOf(String message) throws Exception {
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      MessageConsumer events = session.createConsumer(session.createTopic("mail.events"));
      send(message);
      String event = "";
      while (!event.contains("\"event\":\"accepted\"")) {
        event = ((TextMessage) events.receive(10_000)).getText();
      }
      return event;
    }
  }

  private void send(String message) throws IOException {
    try (RawSmtp client = router.smtp()) {
      client.ask("MAIL FROM:<vertrieb@meinefirma.de> BODY=8BITMIME");
      client.ask("RCPT TO:<kunde@example.org>");
      client.ask("DATA");
      client.raw((message + ".\r\n").getBytes(ISO_8859_1));
      assertThat(client.reply()).startsWith("250");
    }
  }

  private List<Path> delivered() throws IOException {
    try (Stream<Path> all = Files.walk(router.data().resolve("sandbox"))) {
      return all.filter(file -> file.toString().endsWith(".eml")).toList();
    }
  }
}
