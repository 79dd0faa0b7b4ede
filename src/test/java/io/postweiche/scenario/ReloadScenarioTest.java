package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed configuration, and what an operator switched, with mail waiting. */
class ReloadScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay ionos = ScriptedRelay.start();
  private final ScriptedRelay smarthost = ScriptedRelay.start();
  private RunningRouter router;

  @BeforeEach
  void prepare() {
    router =
        new RunningRouter(folder)
            .relay("ionos", ionos, "senders: any")
            .relay("smarthost", smarthost, "senders: any")
            .senders("\"*\": [ionos]");
  }

  @AfterEach
  void stop() {
    router.close();
    ionos.close();
    smarthost.close();
  }

  @Test
  void aSuspendedRelaySendsNothingWhileItIsStartedOrReloaded() throws Exception {
    router.start();
    router.post("/api/v1/relays/ionos/suspend", "");
    for (int i = 0; i < 20; i++) {
      router.send("a@meinefirma.de", "b@example.org");
    }
    router.restart();
    router.relay("ionos", ionos, "senders: any", "limits: {connections: 2}").reconfigure();
    assertThat(ionos.commands()).isEmpty();
    router.post("/api/v1/relays/ionos/resume", "");
    await().until(() -> ionos.messages().size() == 20);
  }

  @Test
  void aListenerWhosePortIsTakenLeavesTheOldConfigurationInForce() throws Exception {
    router.start();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      router.secondListener("127.0.0.1:" + taken.getLocalPort()).senders("\"*\": [smarthost]");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(router::reconfigure)
          .withMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
    assertThat(router.send("a@meinefirma.de", "b@example.org")).startsWith("250 ");
    await().until(() -> ionos.messages().size() == 1);
    router.reconfigure(); // the port is free now
    try (RawSmtp client = router.smtp()) {
      client.mail("a@meinefirma.de", "b@example.org", Messages.small("a@b.example", "b@c.example"));
    }
    await().until(() -> smarthost.messages().size() == 1);
  }

  @Test
  void aRelayTakenOutAndPutBackDeliversAgain() throws Exception {
    router.start();
    router.senders("\"*\": [smarthost]").without("ionos").reconfigure();
    router.senders("\"*\": [ionos]").relay("ionos", ionos, "senders: any").reconfigure();
    router.send("a@meinefirma.de", "b@example.org");
    await().until(() -> ionos.messages().size() == 1);
  }

  @Test
  void largeMailOfARelayTakenOutLeavesNoFileBehind() throws Exception {
    ionos.at(At.MAIL).replies("451 4.3.0 not now");
    router.start();
    try (RawSmtp client = router.smtp()) {
      client.mail(
          "a@meinefirma.de",
          "b@example.org",
          Messages.small("a@meinefirma.de", "b@example.org") + "\r\nxxxxxxxxxx".repeat(100_000));
    }
    await().until(() -> ionos.commands().stream().anyMatch(c -> c.startsWith("MAIL")));
    router.senders("\"*\": [smarthost]").without("ionos").reconfigure();
    await().until(() -> smarthost.messages().size() == 1);
    await()
        .untilAsserted(
            () -> {
              try (Stream<Path> spooled = Files.list(router.data().resolve("spool"))) {
                assertThat(spooled).isEmpty();
              }
            });
  }

  @Test
  void whatMayHaveBeenTakenIsCalledAPossibleDuplicate() throws Exception {
    ionos.at(At.EOD).once().closes();
    router.start();
    try (var factory = router.jms();
        var connection = factory.createConnection();
        var session = connection.createSession(false, jakarta.jms.Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      var events = session.createConsumer(session.createTopic("mail.events"));
      router.send("a@meinefirma.de", "b@example.org");
      String accepted = ((jakarta.jms.TextMessage) events.receive(10_000)).getText();
      String deferred = ((jakarta.jms.TextMessage) events.receive(10_000)).getText();
      String delivered = ((jakarta.jms.TextMessage) events.receive(10_000)).getText();
      assertThat(accepted).contains("accepted").doesNotContain("possibleDuplicate");
      assertThat(deferred).contains("deferred", "\"possibleDuplicate\":true");
      assertThat(delivered).contains("delivered").doesNotContain("possibleDuplicate");
    }
  }
}
