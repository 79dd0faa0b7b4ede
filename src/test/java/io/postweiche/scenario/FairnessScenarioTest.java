package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.app.station.FairShare;
import io.postweiche.testing.ScriptedRelay;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender domain with thousands of waiting mails does not starve another with one. */
class FairnessScenarioTest {
  private static final int CROWD = 2_500;
  private static final int LITTLE = FairShare.CROWD + 100;

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  @Test
  void oneMailPassesTheCrowdOfAnotherDomain() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any", "limits: {connections: 1}")
            .start();
    router.post("/api/v1/relays/a/suspend", "");
    crowd(CROWD);
    waiting("mail.relay.a", FairShare.CROWD);
    waiting("mail.bulk.a", CROWD - FairShare.CROWD);
    router.send("einer@einzel.example", "k@example.org");
    waiting("mail.relay.a", FairShare.CROWD + 1);
    assertThat(router.get("/api/v1/relays")).contains("\"queueDepth\":" + (CROWD + 1));

    router.post("/api/v1/relays/a/resume", "");
    await().atMost(60, TimeUnit.SECONDS).until(() -> relay.messages().size() == CROWD + 1);
    List<String> order =
        relay.commands().stream().filter(line -> line.startsWith("MAIL FROM:")).toList();
    int place = order.indexOf("MAIL FROM:<einer@einzel.example>");
    assertThat(place).as("its place among all").isBetween(0, CROWD / 10);
    waiting("mail.relay.a", 0);
    waiting("mail.bulk.a", 0);
  }

  @Test
  void whatACrowdLeftBehindIsDecidedAnewWhenTheRelayIsGone() throws Exception {
    router = new RunningRouter(folder).relay("a", relay, "senders: any").start();
    router.post("/api/v1/relays/a/suspend", "");
    crowd(LITTLE);
    waiting("mail.bulk.a", LITTLE - FairShare.CROWD);
    router.without("a").relay("other", relay, "senders: any").senders("\"*\": other");
    router.reconfigure();
    await().atMost(60, TimeUnit.SECONDS).until(() -> relay.messages().size() == LITTLE);
  }

  @Test
  void aQueueHasConsumersWhileMailComesThrough() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any")
            .relay("b", relay, "senders: any")
            .senders("\"*\": a")
            .start();
    assertThat(consumers("mail.bulk.a")).isZero();
    assertThat(consumers("mail.relay.b")).isZero();
    router.post("/api/v1/relays/a/suspend", "");
    crowd(LITTLE);
    waiting("mail.bulk.a", LITTLE - FairShare.CROWD);
    await().atMost(60, TimeUnit.SECONDS).until(() -> consumers("mail.relay.a") == 0);

    router.restart(); // still suspended
    assertThat(consumers("mail.bulk.a")).isZero();
    router.post("/api/v1/relays/a/resume", "");
    await().atMost(60, TimeUnit.SECONDS).until(() -> relay.messages().size() == LITTLE);
    assertThat(consumers("mail.relay.a")).isPositive();
    assertThat(consumers("mail.bulk.a")).isPositive();
    assertThat(consumers("mail.relay.b")).isZero();
  }

  private int consumers(String queue) throws Exception {
    Pattern row = Pattern.compile("\"name\":\"" + queue + "\",[^}]*\"consumers\":(\\d+)");
    Matcher found = row.matcher(router.get("/api/v1/queues"));
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  /** Posted in one transaction, as an application that runs its invoices does. */
  private void crowd(int mails) throws Exception {
    try (var factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer submit = session.createProducer(session.createQueue("mail.submit"))) {
      for (int i = 0; i < mails; i++) {
        TextMessage mail = session.createTextMessage("Subject: " + i + "\r\n\r\nRechnung\r\n");
        mail.setStringProperty("mailFrom", "rechnung@viele.example");
        mail.setStringProperty("rcptTo", "k" + i + "@example.org");
        submit.send(mail);
      }
      session.commit();
    }
  }

  private void waiting(String queue, int depth) {
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () ->
                router
                    .get("/api/v1/queues")
                    .contains("\"name\":\"" + queue + "\",\"depth\":" + depth + ","));
  }
}
