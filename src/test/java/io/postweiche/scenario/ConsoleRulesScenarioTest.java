package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console tells of the configuration: of a real process, and a file that is edited. */
class ConsoleRulesScenarioTest {
  private static final String YAML =
      """
      hostname: relay.meinefirma.de
      data: %s
      listen:
        - address: 127.0.0.1:0
          allow: [127.0.0.0/8]
          users: {erp: sehr-geheim-1}
      relays:
        strict: {host: localhost, port: %d, tls: none, senders: [meinefirma.de], limits: {per-hour: 10}}
        open: {host: localhost, port: %d, tls: none, null-sender: true}
        locked: {host: localhost, port: 2, tls: none, username: a@b.de, password: sehr-geheim-2}
      senders:
        meinefirma.de: [strict, open]
        "<>": open
      broker:
        listen: {core: "127.0.0.1:0", amqp: off, stomp: off}
        users: {erp: {password: sehr-geheim-3}}
      console: {address: "127.0.0.1:0"}
      tracking: {url: "jdbc:h2:mem:t;USER=sa;PASSWORD=sehr-geheim-5"}
      srs: {secrets: [sehr-geheim-4-aber-lang]}
      """;

  @TempDir Path folder;
  private final ScriptedRelay strict = ScriptedRelay.start();
  private final ScriptedRelay open = ScriptedRelay.start();
  private Path file;
  private RouterInItsOwnProcess router;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("postweiche.yaml");
    Files.writeString(file, YAML.formatted(folder.resolve("data"), strict.port(), open.port()));
    router = RouterInItsOwnProcess.start(file, List.of());
  }

  @AfterEach
  void stop() {
    router.close();
    strict.close();
    open.close();
  }

  private String page(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.api() + path))
                .header("Accept", "text/html")
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  @Test
  void aBadEditIsToldUntilItIsMended() throws Exception {
    assertThat(page("/configuration"))
        .contains("What is in force is what the file says.", "postweiche.yaml", "[strict, open]");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("[strict, open]", "[strikt, open]"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> page("/").contains("The changed file has a fault"));
    assertThat(page("/configuration"))
        .contains("postweiche.yaml:12:", "strikt", "The old configuration stays in force.")
        .contains("[strict, open]");
    assertThat(page("/api/v1/configuration"))
        .contains("\"faults\":[\"", "postweiche.yaml:12:", "strikt", "[strict, open]");
    Files.writeString(file, good.replace("relay.meinefirma.de", "mx.meinefirma.de"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> page("/configuration").contains("in force after a restart: hostname"));
    assertThat(page("/")).doesNotContain("has a fault");
  }

  @Test
  void noSecretIsOnAnyPage() throws Exception {
    for (String path :
        List.of(
            "/",
            "/configuration",
            "/relays",
            "/explain?from=a@meinefirma.de",
            "/api/v1/configuration",
            "/api/v1/relays",
            "/api/v1/explain?sender=a@meinefirma.de")) {
      assertThat(page(path)).doesNotContain("sehr-geheim");
    }
    assertThat(page("/configuration")).contains("erp: ***", "password: ***", "a@b.de");
  }

  @Test
  void whoWouldCarryIsToldAsLiveMailIsDecided() throws Exception {
    assertThat(decision("/explain?from=a@meinefirma.de"))
        .containsSubsequence("meinefirma.de", "line 12", "strict", "open")
        .doesNotContain("Passed over");
    assertThat(decision("/explain?from=")).contains("open").doesNotContain("strict");
    assertThat(decision("/explain?from=x@fremd.example")).contains("mail.dead.unroutable");
    assertThat(page("/explain?from=%3Cscript%3E")).contains("Envelope sender: ", "&lt;script&gt;");
    strict.at(At.MAIL).replies("550 Sender address is not allowed.");
    try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
      client.mail(
          "a@meinefirma.de", "b@example.org", Messages.small("a@meinefirma.de", "b@example.org"));
    }
    await().until(() -> open.messages().size() == 1);
    assertThat(decision("/explain?from=a@meinefirma.de"))
        .containsSubsequence("open", "Passed over", "strict", "lately refused this sender");
    assertThat(page("/relays")).contains("10 % of this hour");
    assertThat(page("/api/v1/relays/strict"))
        .contains(
            "{\"window\":\"hour\",\"messages\":10,\"messagesLeft\":9,"
                + "\"recipients\":null,\"recipientsLeft\":null}");
    assertThat(page("/api/v1/explain?sender=a@meinefirma.de"))
        .contains("\"pattern\":\"meinefirma.de\"", "\"line\":12", "remembered-refusal");
  }

  private String decision(String path) throws Exception {
    String page = page(path);
    return page.substring(page.indexOf("id=\"decision\""));
  }
}
