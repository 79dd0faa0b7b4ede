package io.postweiche.scenario;

import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A router with a day's troubles: a relay that refuses a sender, one that works, a recipient who
 * does not exist, and mail that went well.
 */
final class ConsoleStage implements AutoCloseable {
  static final String SENDER = "vertrieb@meinefirma.de";
  static final String CUSTOMER = "kunde@example.org";

  final ScriptedRelay strict = ScriptedRelay.start();
  final ScriptedRelay willing = ScriptedRelay.start();
  final RunningRouter router;

  ConsoleStage(Path folder) throws IOException {
    this(new RunningRouter(folder));
  }

  /** With a router that is set up so far. */
  ConsoleStage(RunningRouter prepared) throws IOException {
    strict
        .at(At.MAIL)
        .on("@meinefirma.de")
        .replies(
            "550-Requested action not taken: mailbox unavailable",
            "550 Sender address is not allowed.");
    willing.at(At.RCPT).on("niemand@").replies("550 5.1.1 no such user");
    router =
        prepared
            .relay("ionos", strict)
            .relay("smarthost", willing)
            .senders("meinefirma.de: ionos", "\"*\": smarthost")
            .start();
  }

  /** Some of each, until the console can know of all. */
  ConsoleStage filled() throws Exception {
    for (int i = 1; i <= 6; i++) {
      send("buchhaltung@meinefirma.de", "firma" + i + "@example.net", "Rechnung 2026-" + i);
      send("news@beispiel.de", "leser" + i + "@example.com", "Neues im November");
    }
    send("erp@beispiel.de", "niemand@example.com", "Lieferschein 4711");
    send(SENDER, CUSTOMER, "Ihr Angebot Nr. 2026-118");
    awaitDead(8);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> router.get("/api/v1/mails?q=" + CUSTOMER).contains("\"dead\""));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> router.get("/api/v1/flow?step=1440").contains("\"delivered\":6"));
    return this;
  }

  void awaitDead(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> router.get("/api/v1/dead?limit=0").contains("\"total\":" + count));
  }

  void send(String from, String to, String subject) throws IOException {
    raw(
        from,
        to,
        "From: <"
            + from
            + ">\r\nTo: <"
            + to
            + ">\r\nSubject: "
            + subject
            + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Date: Tue, 24 Nov 2026 13:00:00 +0000\r\nMessage-ID: <"
            + Integer.toHexString((to + subject).hashCode())
            + "@meinefirma.de>\r\n\r\nGuten Tag,\r\n\r\nanbei das Gewuenschte.\r\n\r\nMit freundlichen Gruessen\r\n");
  }

  void raw(String from, String to, String message) throws IOException {
    try (RawSmtp client = router.smtp()) {
      String reply = client.mail(from, to, message);
      if (!reply.startsWith("250")) {
        throw new IOException(reply);
      }
    }
  }

  @Override
  public void close() {
    router.close();
    strict.close();
    willing.close();
  }
}
