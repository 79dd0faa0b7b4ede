package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As much of everything as is allowed: recipients, history, dead letters. */
@Timeout(120)
class ManyScenarioTest {
  private static final String SENDER = "vertrieb@meinefirma.de";
  private static final int DEAD = 10_000;
  private static final int REPLAYED = 2000;

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private final ScriptedRelay other = ScriptedRelay.start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    relay.close();
    other.close();
  }

  @Test
  void aThousandLongRecipientsWithALongHistorySurviveARestart() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any", "limits: {recipients: 1000}")
            .with("retry: {first: 50ms, factor: 1, max: 50ms, jitter: 0%}")
            .start();
    String reply = "451 4.3.0 " + "not now, and this is why: ".repeat(18);
    relay.at(At.RCPT).replies(reply);
    List<String> recipients = new ArrayList<>();
    String label = "d".repeat(60);
    try (RawSmtp client = router.smtp()) {
      client.ask("MAIL FROM:<" + SENDER + ">");
      for (int i = 0; i < 1000; i++) {
        String start = String.format("r%04d", i);
        String domain = label + "." + label + "." + label + ".de";
        String address =
            start + "x".repeat(254 - start.length() - 1 - domain.length()) + "@" + domain;
        recipients.add(address);
        assertThat(client.ask("RCPT TO:<" + address + ">")).startsWith("250 ");
      }
      assertThat(recipients.get(0)).hasSize(254);
      client.ask("DATA");
      assertThat(client.ask(Messages.small(SENDER, "alle") + "\r\n.")).startsWith("250 ");
    }
    await().atMost(60, TimeUnit.SECONDS).until(() -> mails(relay) > 60);
    router.restart();
    relay.forgetScript();
    await().atMost(60, TimeUnit.SECONDS).until(() -> recipients(relay).size() == 1000);
    assertThat(recipients(relay)).containsAll(recipients);
    assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
  }

  @Test
  void tenThousandDeadLettersAreListedFilteredAndReplayed() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any")
            .relay("b", other, "senders: any")
            .start();
    relay.at(At.MAIL).replies("550 Sender address is not allowed.");
    fill();
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> router.get("/api/v1/queues").contains("\"depth\":" + (DEAD + 3)));

    assertThat(timed("queues", () -> router.get("/api/v1/queues")))
        .isLessThan(Duration.ofSeconds(5));
    assertThat(timed("dead list", () -> router.get("/api/v1/dead?limit=100")))
        .isLessThan(Duration.ofSeconds(5));
    assertThat(timed("dead list, all", () -> router.get("/api/v1/dead?limit=1000&offset=9000")))
        .isLessThan(Duration.ofSeconds(10));
    assertThat(timed("one of all", () -> router.get("/api/v1/dead?sender=n9999%40meinefirma.de")))
        .isLessThan(Duration.ofSeconds(5));

    assertThat(count("sender=o'hara%25x%40meinefirma.de")).isEqualTo(1);
    assertThat(count("sender=a_b!c%25%40fremd.de")).isEqualTo(1);
    assertThat(count("domain=fremd.de")).isEqualTo(2);
    assertThat(count("recipient=o'k%25%40example.org&sender=a_b!c%25%40fremd.de")).isEqualTo(1);
    assertThat(count("sender=n1%40meinefirma.de")).isEqualTo(1);

    String dry =
        router.post(
            "/api/v1/dead/replay", "{\"options\":{\"via\":\"b\",\"dryRun\":true,\"limit\":5}}");
    assertThat(dry).contains("would-replay").contains("\"b\"");
    assertThat(other.messages()).isEmpty();
    assertThat(
            timed(
                REPLAYED + " replayed",
                () ->
                    router.post(
                        "/api/v1/dead/replay",
                        "{\"filter\":{\"domain\":\"meinefirma.de\"},\"options\":{\"via\":\"b\",\"limit\":"
                            + REPLAYED
                            + "}}")))
        .isLessThan(Duration.ofSeconds(30));
    await().atMost(60, TimeUnit.SECONDS).until(() -> recipients(other).size() == REPLAYED);
    assertThat(other.messages()).as("each once").hasSize(REPLAYED);
    assertThat(router.get("/api/v1/queues")).contains("\"depth\":" + (DEAD + 3 - REPLAYED));
  }

  private void fill() throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int c = 0; c < 20; c++) {
      int first = c * DEAD / 20;
      clients.add(
          new Thread(
              () -> {
                try (RawSmtp client = router.smtp()) {
                  for (int i = first; i < first + DEAD / 20; i++) {
                    client.mail(
                        "n" + i + "@meinefirma.de",
                        i + "@example.org",
                        Messages.small(SENDER, "k"));
                  }
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }));
    }
    clients.forEach(Thread::start);
    for (Thread client : clients) {
      client.join();
    }
    router.send("o'hara%x@meinefirma.de", "k@example.org");
    router.send("a_b!c%@fremd.de", "o'k%@example.org");
    router.send("aXb!cZ@fremd.de", "o'kZ@example.org");
  }

  private int count(String query) throws Exception {
    Matcher found = Pattern.compile("\"sender\":").matcher(router.get("/api/v1/dead?" + query));
    int count = 0;
    while (found.find()) {
      count++;
    }
    return count;
  }

  private interface Work {
    Object run() throws Exception;
  }

  private static Duration timed(String what, Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.println("measured: " + what + ": " + took.toMillis() + " ms");
    return took;
  }

  private static long mails(ScriptedRelay relay) {
    return relay.commands().stream().filter(line -> line.startsWith("MAIL")).count();
  }

  private static TreeSet<String> recipients(ScriptedRelay relay) {
    TreeSet<String> all = new TreeSet<>();
    relay.messages().forEach(message -> all.addAll(message.recipients()));
    return all;
  }
}
