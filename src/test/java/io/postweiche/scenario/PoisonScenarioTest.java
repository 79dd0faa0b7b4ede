package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A mail that makes a station fail: rolled back, given again after a while, parked in the end. The
 * cause is a real one, a spool folder that has gone, which only a large mail needs.
 */
@Timeout(60)
class PoisonScenarioTest {
  private static final String SENDER = "vertrieb@meinefirma.de";

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private RunningRouter router;

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(told);
    router.close();
    relay.close();
  }

  @Test
  void afterTheAllowedAttemptsItIsParkedAndCanBeReplayed() throws Exception {
    Path home =
        Homes.copy(
            folder.resolve("home"),
            xml ->
                xml.replace("<max-delivery-attempts>8<", "<max-delivery-attempts>4<")
                    .replace("<redelivery-delay>1000<", "<redelivery-delay>200<"));
    router = new RunningRouter(folder).relay("a", relay, "senders: any").home(home).start();
    relay.at(At.MAIL).replies("451 4.3.0 not now");
    String large =
        Messages.small(SENDER, "k") + "\r\n" + "y".repeat(70).concat("\r\n").repeat(15_000);
    try (RawSmtp client = router.smtp()) {
      assertThat(client.mail(SENDER, "k@example.org", large)).startsWith("250 ");
    }
    told.start();
    ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(told);
    Path spool = router.data().resolve("spool");
    Path aside = Files.move(spool, folder.resolve("aside"));
    int caught = count(aside); // in use at that moment: their owner cannot remove them any more
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> router.get("/api/v1/dead").contains("\"malformed\""));
    assertThat(told.list.stream().filter(PoisonScenarioTest::isFault).count())
        .as("four attempts, not a hot loop: %s", told.list)
        .isEqualTo(4);

    // a healthy neighbour is not held up by it
    relay.forgetScript();
    assertThat(router.send("other@meinefirma.de", "k@example.org")).startsWith("250 ");
    await().until(() -> relay.messages().size() == 1);

    Files.move(aside, spool);
    router.post("/api/v1/dead/replay", "{\"filter\":{\"reason\":\"malformed\"}}");
    await().until(() -> relay.messages().size() == 2);
    assertThat(relay.messages().get(1).mail()).startsWith("MAIL FROM:<" + SENDER + ">");
    assertThat(relay.messages().get(1).size()).isGreaterThan(1_000_000);
    await().until(() -> count(spool) <= caught);
  }

  private static int count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.count();
    }
  }

  private static boolean isFault(ILoggingEvent event) {
    return event.getFormattedMessage().startsWith("fault in route deliver-a");
  }
}
