package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import jakarta.jms.Connection;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened to a mail is found again, by whatever is known of it, and outlives a restart. */
class TrackingScenarioTest {
  private static final String MAIL =
      "From: a@meinefirma.de\r\nTo: b@example.org\r\nSubject: =?utf-8?q?Angebot_f=C3=BCr_Sie?=\r\n"
          + "Message-ID: <Offer.7@meinefirma.de>\r\n\r\nhello\r\n";

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private RunningRouter router;

  @BeforeEach
  void prepare() {
    router = new RunningRouter(folder).relay("a", relay, "senders: any");
  }

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  @Test
  void aMailIsFoundByAllThatIsKnownOfIt() throws Exception {
    router.start();
    sendOne();
    await().until(() -> track("offer.7@meinefirma.de").contains("\"delivered\""));
    for (String query :
        new String[] {"%3COffer.7@meinefirma.de%3E", "A@meinefirma.de", "b@Example.org"}) {
      assertThat(track(query)).contains("Angebot für Sie", "\"accepted\"", "\"decided\"");
    }
    String id = track("b@example.org").replaceAll("(?s).*?\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    assertThat(track(id)).contains("\"attempted\"", "250").contains("\"delivered\"");
    assertThat(track("nobody@example.org")).isEqualToIgnoringWhitespace("[]");
    router.restart();
    assertThat(track(id)).contains("\"attempted\"");
  }

  @Test
  void aStoreThatCannotBeOpenedHoldsUpNoMail() throws Exception {
    Path store = router.data().resolve("tracking").resolve("events.mv.db");
    Files.createDirectories(store);
    router.start();
    sendOne();
    await().until(() -> relay.messages().size() == 1);
    await().until(() -> router.get("/api/v1/health").contains("tracking"));
    assertThat(router.status("/health/ready")).isEqualTo(200);
    assertThat(router.status("/api/v1/track?q=b@example.org")).isEqualTo(503);
    Files.delete(store);
    await().until(() -> router.status("/api/v1/track?q=b@example.org") == 200);
    await().until(() -> track("b@example.org").contains("\"delivered\""));
    assertThat(router.get("/api/v1/health")).doesNotContain("tracking");
  }

  @Test
  void nobodyElseTakesFromTheQueueOfTheStore() throws Exception {
    router.start();
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      var queue = session.createQueue("mail.events::mail.tracking");
      Assertions.assertThatExceptionOfType(JMSSecurityException.class)
          .isThrownBy(() -> session.createConsumer(queue));
    }
  }

  private void sendOne() throws Exception {
    try (RawSmtp client = router.smtp()) {
      assertThat(client.mail("a@meinefirma.de", "b@example.org", MAIL)).startsWith("250 ");
    }
  }

  private String track(String query) throws Exception {
    return router.get("/api/v1/track?q=" + query);
  }
}
