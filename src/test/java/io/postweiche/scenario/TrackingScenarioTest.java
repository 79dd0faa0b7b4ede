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
import java.time.Duration;
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
  void aMailNobodyMayCarryWasAcceptedAllTheSame() throws Exception {
    router.without("a").relay("a", relay, "senders: [other.example]").start();
    sendOne();
    await().until(() -> track("b@example.org").contains("\"dead\""));
    assertThat(track("b@example.org")).contains("\"accepted\"", "No relay may carry mail");
  }

  @Test
  void whatIsOlderThanKeepIsForgotten() throws Exception {
    router.with("tracking: {keep: 100ms}").start();
    sendOne();
    await().until(() -> relay.messages().size() == 1);
    router.restart(); // the next look is a minute later
    await().until(() -> track("b@example.org").strip().equals("[]"));
    router.close();
    router.with("tracking: {keep: 30d}").start();
    sendOne();
    await().until(() -> track("b@example.org").contains("\"delivered\""));
  }

  @Test
  void offKeepsNothingAndLeavesNothingBehind() throws Exception {
    router.start();
    sendOne();
    await().until(() -> track("b@example.org").contains("\"delivered\""));
    router.close();
    router.with("tracking: {url: off}").start();
    sendOne();
    await().until(() -> relay.messages().size() == 2);
    assertThat(router.status("/api/v1/track?q=b@example.org")).isEqualTo(503);
    assertThat(track("b@example.org")).contains("tracking.url is off");
    assertThat(router.get("/api/v1/queues")).doesNotContain("\"mail.tracking\"");
    assertThat(router.get("/api/v1/health")).contains("\"ready\":true");
    assertThat(router.status("/")).isEqualTo(200);
  }

  @Test
  void aFullQueueOfEventsStopsNoMail() throws Exception {
    Path home =
        Homes.copy(
            folder.resolve("home"),
            xml ->
                xml.replaceAll( // that of mail.events, which a full policy follows
                        "<max-size-bytes>20M</max-size-bytes>(\\s*<address-full-policy>)",
                        "<max-size-bytes>50K</max-size-bytes>$1")
                    .replace("<page-size-bytes>5M<", "<page-size-bytes>50K<")
                    .replace("<page-limit-bytes>1G<", "<page-limit-bytes>200K<"));
    Path store = router.data().resolve("tracking").resolve("events.mv.db");
    Files.createDirectories(store); // it cannot be opened
    router.home(home).start();
    try (RawSmtp client = router.smtp()) {
      for (int i = 0; i < 400; i++) {
        assertThat(client.mail("a@meinefirma.de", i + "@example.org", MAIL)).startsWith("250 ");
      }
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> relay.messages().size() == 400);
    Files.delete(store);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> router.status("/api/v1/track?q=0@example.org") == 200);
    await().until(() -> track("0@example.org").contains("\"accepted\""));
    assertThat(track("399@example.org")).as("beyond the limit").isEqualToIgnoringWhitespace("[]");
    await()
        .until(
            () -> { // once the pages are gone there is room again
              sendOne();
              return track("b@example.org").contains("\"delivered\"");
            });
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
