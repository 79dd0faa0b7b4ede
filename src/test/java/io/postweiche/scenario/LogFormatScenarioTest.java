package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of a router in its own process, as JSON and as text, with logback.xml as shipped. */
@Timeout(120)
class LogFormatScenarioTest {
  private static final String LOGBACK =
      "-Dlogback.configurationFile=src/main/resources/logback.xml";
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final ScriptedRelay relay =
      ScriptedRelay.offering("AUTH PLAIN").login("u", "geheim").start();

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void eachRecordIsOneJsonObjectUntilTheFileSaysText() throws Exception {
    relay.at(At.RCPT).on("turned@").replies("550 5.1.1 no \u001b[2J\u202e\u2028such user");
    Path config = write("json");
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of(), options())) {
      send(router, "kunde@example.org");
      send(router, "turned@example.org");
      await().until(() -> events(router, "dead").size() == 1);
      await().until(() -> events(router, "delivered").size() == 1);
      JsonNode delivered = events(router, "delivered").get(0);
      assertThat(delivered.path("logger").asText()).isEqualTo("postweiche.mail");
      assertThat(delivered.path("level").asText()).isEqualTo("INFO");
      assertThat(delivered.path("time").asText()).matches("20..-..-..T..:..:..\\.\\d+Z");
      assertThat(delivered.path("mailId").asText()).isNotEmpty();
      assertThat(delivered.path("recipients").get(0).asText()).isEqualTo("kunde@example.org");
      assertThat(delivered.path("status").asText()).isEqualTo("sent");
      assertThat(delivered.path("delay").isNumber()).isTrue();
      assertThat(delivered.path("delays")).hasSize(4);
      assertThat(events(router, "dead").get(0).path("reply").asText()).contains("such user");
      assertThat(CONTROLS.matcher(router.errors()).find()).isFalse();
      assertThat(router.errors()).doesNotContain("geheim");

      int json = records(router).size();
      write("text");
      await().until(() -> router.errors().contains("new configuration applied"));
      send(router, "text@example.org");
      await().until(() -> router.errors().contains("status=sent (250"));
      List<String> lines = router.errors().lines().skip(json).toList();
      assertThat(lines).noneMatch(line -> line.startsWith("{"));
      assertThat(lines)
          .anyMatch(line -> line.matches("20\\S+ INFO +mail: \\w+: delivered, from=<.*"));
      assertThat(router.stop()).isZero();
    }
  }

  /** Java's own words about Netty are kept away by the launcher and by the manifest of the jar. */
  private static String[] options() {
    return Runtime.version().feature() < 23
        ? new String[] {LOGBACK}
        : new String[] {
          LOGBACK, "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"
        };
  }

  private static List<JsonNode> events(RouterInItsOwnProcess router, String event)
      throws IOException {
    return records(router).stream()
        .filter(record -> record.path("message").asText().equals(event))
        .toList();
  }

  private static List<JsonNode> records(RouterInItsOwnProcess router) throws IOException {
    String errors = router.errors();
    List<JsonNode> records = new ArrayList<>();
    for (String line : errors.substring(0, errors.lastIndexOf('\n') + 1).lines().toList()) {
      records.add(JSON.readTree(line)); // throws when it is none
    }
    return records;
  }

  private static void send(RouterInItsOwnProcess router, String to) throws IOException {
    try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
      String from = "vertrieb@meinefirma.de";
      assertThat(client.mail(from, to, Messages.small(from, to))).startsWith("250 ");
    }
  }

  private Path write(String format) throws IOException {
    String yaml =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any", "username: u", "password: geheim")
            .senders("meinefirma.de: a")
            .with("log: {format: " + format + "}")
            .yaml();
    return Files.writeString(folder.resolve("postweiche.yaml"), yaml);
  }
}
