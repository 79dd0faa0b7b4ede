package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole router does not take in, and how it tells. */
class RefusedAtTheDoorTest {
  private static final String HERE = "Received: from a by relay.meinefirma.de (Postweiche); b\r\n";

  @Test
  void aMailThatGoesInCirclesIsRefusedAndCounted(@TempDir Path folder) throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.offering("8BITMIME").start();
        RunningRouter router = new RunningRouter(folder).relay("one", relay, "senders: any")) {
      router.senders("\"*\": one").start();
      try (RawSmtp client = router.smtp()) {
        assertThat(client.mail("a@b.example", "c@d.example", HERE.repeat(6) + "\r\nx"))
            .startsWith("554 5.4.6 mail loop");
        assertThat(client.mail("a@b.example", "c@d.example", HERE.repeat(5) + "\r\nx"))
            .startsWith("250 2.0.0");
      }
      assertThat(router.get("/metrics"))
          .contains("postweiche_smtp_refused_total{reason=\"loop\"} 1.0");
    }
  }

  /**
   * With header-from each attempt reads the whole header: what is too large for that never ends.
   */
  @Test
  void aHeaderTooLargeForALaterChangeIsRefusedAtOnce(@TempDir Path folder) throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.offering("8BITMIME").start();
        RunningRouter router = new RunningRouter(folder).relay("one", relay, "senders: any")) {
      router.senders("\"*\": {relays: [one], header-from: info@meinefirma.de}").start();
      try (RawSmtp client = router.smtp()) {
        for (int octets : new int[] {999_950, 1_200_000}) {
          assertThat(client.mail("a@b.example", "c@d.example", header(octets) + "\r\nx"))
              .startsWith("554 5.6.0 the header of the message is larger than 1000000 octets");
        }
        String fields = "From: <a@b.example>\r\n" + "X: y\r\n".repeat(10_000) + "\r\nx";
        assertThat(client.mail("a@b.example", "c@d.example", fields)).startsWith("554 5.6.0");
        assertThat(client.mail("a@b.example", "c@d.example", header(990_000) + "\r\nx"))
            .startsWith("250 2.0.0");
      }
      await().until(() -> relay.messages().size() == 1);
      assertThat(text(relay.messages().get(0))).contains("a via b.example\" <info@meinefirma.de>");
      assertThat(router.get("/api/v1/dead")).contains("\"total\":0");
    }
  }

  @Test
  void nothingIsReadOnAsTheEndOfOurLine(@TempDir Path folder) throws Exception {
    String rest = "From: <a@b.example>\r\nSubject: x\r\n\r\nx";
    try (ScriptedRelay relay = ScriptedRelay.offering("8BITMIME").start();
        RunningRouter router = new RunningRouter(folder).relay("one", relay, "senders: any")) {
      router.senders("\"*\": one").start();
      try (RawSmtp client = router.smtp()) {
        for (String first : new String[] {" by evil.example; now\r\n", "\tx\r\n", " \r\n"}) {
          assertThat(client.mail("a@b.example", "c@d.example", first + rest))
              .startsWith("554 5.6.0 the message begins with a blank or tab");
        }
        assertThat(client.mail("a@b.example", "c@d.example", rest)).startsWith("250 2.0.0");
      }
      post(router, " by evil.example; now\r\nmailFrom: a@b.example\r\n" + rest);
      await().until(() -> router.get("/api/v1/dead").contains("malformed"));
      await().until(() -> relay.messages().size() == 1);
      assertThat(text(relay.messages().get(0)))
          .matches("(?s)Received: .* \\+0000\r\n" + rest + "\r\n");
    }
  }

  private static void post(RunningRouter router, String message) throws Exception {
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      TextMessage post = session.createTextMessage(message);
      post.setStringProperty("mailFormat", "rfc5322");
      post.setStringProperty("mailFrom", "a@b.example");
      post.setStringProperty("rcptTo", "c@d.example");
      session.createProducer(session.createQueue("mail.submit")).send(post);
    }
  }

  private static String header(int octets) {
    String begin = "From: a <a@b.example>\r\nX: ";
    return begin + "y\r\n ".repeat((octets - begin.length()) / 4) + "z\r\n";
  }

  private static String text(ScriptedRelay.Received received) {
    return new String(received.content(), StandardCharsets.ISO_8859_1);
  }
}
