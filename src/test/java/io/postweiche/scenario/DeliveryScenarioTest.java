package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mail over SMTP, through the broker, to relays that behave as IONOS does. */
class DeliveryScenarioTest {
  private static final String[] NOT_ALLOWED = {
    "550-Requested action not taken: mailbox unavailable", "550 Sender address is not allowed."
  };

  @TempDir Path folder;
  private final ScriptedRelay ionos = ScriptedRelay.offering("SIZE 69920427", "8BITMIME").start();
  private final ScriptedRelay smarthost = ScriptedRelay.offering("PIPELINING", "8BITMIME").start();
  private RunningRouter router;

  @BeforeEach
  void prepare() {
    router =
        new RunningRouter(folder)
            .relay("ionos", ionos, "senders: any")
            .relay("smarthost", smarthost, "senders: any", "null-sender: true")
            .senders(
                "meinefirma.de: [ionos, smarthost]",
                "only.example: ionos",
                "\"<>\": {relays: [smarthost]}");
  }

  @AfterEach
  void stop() {
    router.close();
    ionos.close();
    smarthost.close();
  }

  @Test
  void aMailLeavesThroughTheFirstRelayOfItsSender() throws Exception {
    router.start();
    assertThat(router.send("vertrieb@meinefirma.de", "kunde@example.org")).startsWith("250 2.0.0");
    await().until(() -> ionos.messages().size() == 1);
    ScriptedRelay.Received received = ionos.messages().get(0);
    assertThat(received.mail()).startsWith("MAIL FROM:<vertrieb@meinefirma.de>");
    assertThat(received.recipients()).containsExactly("kunde@example.org");
    assertThat(smarthost.messages()).isEmpty();
  }

  @Test
  void bytesArriveAsTheyCameBehindOneReceivedLine() throws Exception {
    router.start();
    byte[] message = Messages.odd();
    try (RawSmtp client = router.smtp()) {
      client.ask("MAIL FROM:<vertrieb@meinefirma.de> BODY=8BITMIME");
      client.ask("RCPT TO:<kunde@example.org>");
      client.ask("DATA");
      client.raw(dotStuffed(message));
      assertThat(client.reply()).startsWith("250 ");
    }
    await().until(() -> ionos.messages().size() == 1);
    byte[] arrived = ionos.messages().get(0).content();
    byte[] withEnd =
        (new String(message, StandardCharsets.ISO_8859_1) + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    int head = arrived.length - withEnd.length;
    String received = new String(arrived, 0, head, StandardCharsets.US_ASCII);
    assertThat(received).startsWith("Received: from client.example ").endsWith("\r\n");
    assertThat(received.replaceAll("\r\n[ \t]", " ").split("\r\n")).hasSize(1);
    assertThat(Arrays.copyOfRange(arrived, head, arrived.length)).isEqualTo(withEnd);
  }

  @ParameterizedTest
  @EnumSource(
      value = At.class,
      names = {"MAIL", "RCPT", "EOD"})
  void aRefusedSenderGoesOnWithTheNextCandidateAtOnceAndIsRemembered(At stage) throws Exception {
    ionos.at(stage).replies(NOT_ALLOWED);
    router.start();
    router.send("vertrieb@meinefirma.de", "kunde@example.org");
    await().until(() -> smarthost.messages().size() == 1);
    router.send("einkauf@meinefirma.de", "kunde@example.org");
    await().until(() -> smarthost.messages().size() == 2);
    assertThat(ionos.messages()).isEmpty();
    assertThat(commands(ionos, "MAIL")).as("the second mail skipped the relay").hasSize(1);
    assertThat(router.get("/api/v1/relays")).contains("meinefirma.de");
  }

  @Test
  void aSenderThatNobodyTakesRestsAmongTheDeadLetters() throws Exception {
    ionos.at(At.MAIL).replies(NOT_ALLOWED);
    router.start();
    router.send("info@only.example", "kunde@example.org");
    await().until(() -> dead().contains("info@only.example"));
    assertThat(dead())
        .contains("\"reason\":\"sender-not-allowed\"", "\"relay\":\"ionos\"")
        .contains("550 Sender address is not allowed.");
  }

  @Test
  void theNullSenderGoesThroughTheRelayThatTakesIt() throws Exception {
    router.start();
    assertThat(router.send("", "kunde@example.org")).startsWith("250 ");
    await().until(() -> smarthost.messages().size() == 1);
    assertThat(smarthost.messages().get(0).mail()).startsWith("MAIL FROM:<>");
    assertThat(ionos.connections()).isZero();
  }

  @Test
  void aTemporaryRefusalIsTriedAgainAlsoAfterARestart() throws Exception {
    ionos.at(At.MAIL).times(2).replies("451 Requested action aborted: local error in processing");
    router
        .senders("meinefirma.de: [ionos]")
        .with("retry: {first: 2s, factor: 1, max: 2s, jitter: 0%}");
    router.start();
    router.send("vertrieb@meinefirma.de", "kunde@example.org");
    await().until(() -> commands(ionos, "MAIL").size() == 1);
    await().until(() -> queue("mail.relay.ionos").contains("\"scheduled\":1"));
    router.restart();
    await().until(() -> ionos.messages().size() == 1);
    assertThat(commands(ionos, "MAIL")).hasSize(3);
  }

  @Test
  void recipientsPartWays() throws Exception {
    ionos.at(At.RCPT).on("gone@").replies("550 5.1.1 No such user here");
    ionos.at(At.RCPT).on("later@").once().replies("450 4.2.1 Try again later");
    router.with(
        "retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%}",
        "bounces: {from: postmaster@meinefirma.de, relays: [smarthost]}");
    router.start();
    try (RawSmtp client = router.smtp()) {
      client.ask("MAIL FROM:<vertrieb@meinefirma.de>");
      for (String to : List.of("ok@example.org", "gone@example.org", "later@example.org")) {
        client.ask("RCPT TO:<" + to + ">");
      }
      client.ask("DATA");
      client.ask(Messages.small("vertrieb@meinefirma.de", "ok@example.org") + "\r\n.");
    }
    await().until(() -> ionos.messages().size() == 2);
    assertThat(ionos.messages().get(0).recipients()).containsExactly("ok@example.org");
    assertThat(ionos.messages().get(1).recipients()).containsExactly("later@example.org");
    assertThat(dead()).contains("\"recipients\":[\"gone@example.org\"]", "recipient-refused");
    await().until(() -> smarthost.messages().size() == 1);
    ScriptedRelay.Received report = smarthost.messages().get(0);
    assertThat(report.mail()).startsWith("MAIL FROM:<>");
    assertThat(report.recipients()).containsExactly("vertrieb@meinefirma.de");
    assertThat(new String(report.content(), StandardCharsets.UTF_8))
        .contains("report-type=delivery-status", "gone@example.org", "5.1.1 No such user here");
  }

  @Test
  void aConnectionIsKeptAndUsedAgain() throws Exception {
    router.start();
    for (int i = 1; i <= 3; i++) {
      int sent = i;
      router.send("vertrieb@meinefirma.de", "kunde@example.org");
      await().until(() -> ionos.messages().size() == sent);
    }
    assertThat(ionos.connections()).isEqualTo(1);
  }

  @Test
  void aChangedTableMovesWaitingMail() throws Exception {
    ionos.at(At.MAIL).replies("451 4.3.0 not now");
    router.senders("meinefirma.de: [ionos]").start();
    router.send("vertrieb@meinefirma.de", "kunde@example.org");
    await().until(() -> commands(ionos, "MAIL").size() >= 1);
    router.senders("meinefirma.de: [smarthost]").reconfigure();
    await().until(() -> smarthost.messages().size() == 1);
  }

  @Test
  void aRelayTakenOutOfTheConfigurationGivesItsMailBack() throws Exception {
    ionos.at(At.MAIL).replies("451 4.3.0 not now");
    router.senders("meinefirma.de: [ionos]").start();
    router.send("vertrieb@meinefirma.de", "kunde@example.org");
    await().until(() -> commands(ionos, "MAIL").size() >= 1);
    RunningRouter smaller =
        new RunningRouter(folder)
            .relay("smarthost", smarthost, "senders: any")
            .senders("meinefirma.de: [smarthost]");
    router.close();
    try (RunningRouter restarted = smaller) {
      restarted.start();
      await().until(() -> smarthost.messages().size() == 1);
    }
  }

  private String dead() throws Exception {
    return router.get("/api/v1/dead");
  }

  private String queue(String name) throws Exception {
    return Arrays.stream(router.get("/api/v1/queues").split("\\{"))
        .filter(part -> part.contains("\"" + name + "\""))
        .findFirst()
        .orElse("");
  }

  private static List<String> commands(ScriptedRelay relay, String verb) {
    return relay.commands().stream().filter(command -> command.startsWith(verb)).toList();
  }

  private static byte[] dotStuffed(byte[] message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String text = new String(message, StandardCharsets.ISO_8859_1).replaceAll("(?m)^\\.", "..");
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes("\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }
}
