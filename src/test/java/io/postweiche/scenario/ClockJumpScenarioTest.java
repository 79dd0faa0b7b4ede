package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock of a running router is put back a day, then forward again (Debian's faketime). */
class ClockJumpScenarioTest {
  private static final Path FAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aDayEitherWayLosesAndFloodsNothing() throws Exception {
    assumeTrue(Files.exists(FAKETIME), "the package faketime is not installed");
    try (ScriptedRelay relay = ScriptedRelay.offering("SIZE 1000000").start();
        ScriptedRelay reports = ScriptedRelay.offering("8BITMIME").start()) {
      relay.at(At.RCPT).on("k@").replies("450 4.2.1 not now");
      Path config = configured(relay, reports);
      put("+0");
      try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, faked())) {
        send(router, "before@firma.de");
        await().atMost(PATIENCE).until(() -> reports.messages().size() == 1);
        put("-1d");
        await().atMost(PATIENCE).until(() -> hoursBehind(router) > 12);
        send(router, "behind@firma.de");
        await().atMost(PATIENCE).until(() -> reports.messages().size() == 2);
        put("+0");
        int tried = commands(relay, "RCPT");
        await().atMost(PATIENCE).until(() -> commands(relay, "RCPT") > tried + 12);
        assertThat(reports.messages())
            .as("each is told once, whatever the clock says")
            .flatExtracting(ScriptedRelay.Received::recipients)
            .containsExactly("before@firma.de", "behind@firma.de");
        int connections = relay.connections();
        relay.forgetScript();
        await().atMost(PATIENCE).until(() -> relay.messages().size() == 2);
        assertThat(relay.connections() - connections).as("no storm").isLessThan(10);
      }
      assertThat(reports.messages()).hasSize(2);
    }
  }

  private Path configured(ScriptedRelay relay, ScriptedRelay reports) throws Exception {
    RunningRouter written =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any")
            .relay("reports", reports, "senders: any", "null-sender: true")
            .with(
                "retry: {first: 500ms, factor: 1, max: 500ms, jitter: 0%, warn-after: 2s}",
                "bounces: {from: postmaster@firma.de, relays: [reports]}");
    Files.writeString(written.config(), written.yaml());
    return written.config();
  }

  private List<String> faked() {
    return List.of(
        "env",
        "LD_PRELOAD=" + FAKETIME,
        "FAKETIME_TIMESTAMP_FILE=" + folder.resolve("offset"),
        "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_FORCE_MONOTONIC_FIX=0", // else every timed wait of a JVM spins
        "FAKETIME_DONT_FAKE_MONOTONIC=1");
  }

  /** At once: half a file would be no time at all. */
  private void put(String offset) throws Exception {
    Path draft = Files.writeString(folder.resolve("draft"), offset + "\n");
    Files.move(draft, folder.resolve("offset"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The library looks at its file once a second only. */
  private static long hoursBehind(RouterInItsOwnProcess router) throws Exception {
    var page = URI.create("http://127.0.0.1:" + router.api() + "/health/live").toURL();
    return Duration.ofMillis(System.currentTimeMillis() - page.openConnection().getDate())
        .toHours();
  }

  private static int commands(ScriptedRelay relay, String command) {
    return (int) relay.commands().stream().filter(line -> line.startsWith(command)).count();
  }

  private static void send(RouterInItsOwnProcess router, String from) throws Exception {
    try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
      assertThat(client.mail(from, "k@example.org", Messages.small(from, "k@example.org")))
          .startsWith("250 ");
    }
  }
}
