package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Route files of the operator's, dropped into {@code routes/} of a running router. */
@Timeout(120)
class RouteFilesScenarioTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SAMPLE = Path.of("docs/examples/archive-domain.camel.yaml");

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private RunningRouter router;
  private Path routes;

  @BeforeEach
  void start() throws Exception {
    router = new RunningRouter(folder).relay("a", relay, "senders: any");
    Path home =
        Homes.copy(
            folder.resolve("home"),
            xml -> xml.replace("<redelivery-delay>1000<", "<redelivery-delay>100<"));
    routes = home.resolve("routes");
    router.home(home);
  }

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  /** The sample of docs/embedding.md as it is shipped, but for the folder it writes to. */
  @Test
  void theSampleArchivesTheMailOfOneDomainAndEndsWhenItsFileIsGone() throws Exception {
    router.start();
    Path archive = folder.resolve("archive");
    String sample = Files.readString(SAMPLE);
    assertThat(sample).contains("directoryName: /var/lib/postweiche/archive");
    drop("archive.camel.yaml", sample.replace("/var/lib/postweiche/archive", archive.toString()));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              router.send("one@meinefirma.de", "k@example.org");
              return Files.isDirectory(archive);
            });
    router.send("two@anderefirma.de", "k@example.org");
    router.send("../../three@meinefirma.de", "k@example.org");
    await().atMost(PATIENCE).until(() -> text(archive).contains("three@meinefirma.de"));
    assertThat(text(archive)).contains("From: <one@meinefirma.de>").doesNotContain("two@");
    try (Stream<Path> files = Files.list(archive)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("[A-Z0-9]{17}\\.eml"));
    }
    Files.delete(routes.resolve("archive.camel.yaml"));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              long before = count(archive);
              router.send("four@meinefirma.de", "k@example.org");
              return count(archive) == before;
            });
    assertThat(router.get("/api/v1/health"))
        .contains("\"ready\":true")
        .doesNotContain("route-files");
  }

  @Test
  void aFaultyChangeIsRefusedWithItsLineAndTheOldStaysAlsoAfterAStart() throws Exception {
    Path first = folder.resolve("first");
    drop("mine.camel.yaml", writing(first));
    router.start();
    router.send("a@meinefirma.de", "k@example.org");
    assertThat(count(first)).as("before the first mail it runs").isEqualTo(1);

    drop("mine.camel.yaml", writing(folder.resolve("second")).replace("uri: file", "uri: flie"));
    await().atMost(PATIENCE).until(() -> router.get("/api/v1/health").contains("route-files"));
    assertThat(router.get("/api/v1/health"))
        .contains("\"ready\":true", "mine.camel.yaml:6:", "flie");
    router.send("a@meinefirma.de", "k@example.org");
    assertThat(count(first)).isEqualTo(2);

    router.restart();
    router.send("a@meinefirma.de", "k@example.org");
    assertThat(count(first)).as("what was last accepted").isEqualTo(3);
    assertThat(router.get("/api/v1/health")).contains("mine.camel.yaml:6:");

    drop("mine.camel.yaml", writing(folder.resolve("second")));
    await().atMost(PATIENCE).until(() -> !router.get("/api/v1/health").contains("route-files"));
    router.send("a@meinefirma.de", "k@example.org");
    assertThat(count(folder.resolve("second"))).isEqualTo(1);
    assertThat(count(first)).isEqualTo(3);
  }

  /** The client keeps what was not taken: it is neither lost nor doubled. */
  @Test
  void aRouteThatFailsBeforeDecidingIsAnsweredWith451() throws Exception {
    String failing =
        """
        - route:
            id: mine
            from:
              uri: direct:postweiche-before-deciding
              steps:
                - throwException: {exceptionType: java.lang.IllegalStateException, message: full}
        """;
    drop("mine.camel.yaml", failing);
    router.start();
    assertThat(router.send("a@meinefirma.de", "k@example.org")).startsWith("451 ");
    Files.delete(routes.resolve("mine.camel.yaml"));
    await()
        .atMost(PATIENCE)
        .until(() -> router.send("a@meinefirma.de", "k@example.org").startsWith("250 "));
    await().atMost(PATIENCE).until(() -> relay.messages().size() == 1);
  }

  @Test
  void whatIsNotForOthersIsRefusedByItsName() throws Exception {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put(
        "id: a1\n    from: {uri: 'jms:queue:mail.submit', steps: [log: x]}",
        ":3:17: only Postweiche reads 'mail.submit'");
    refused.put(
        "id: a2\n    from: {uri: 'jms:mail.relay.a', steps: [log: x]}",
        ":3:17: only Postweiche reads 'mail.relay.a'");
    refused.put(
        "id: settle\n    from: {uri: 'direct:x', steps: [log: x]}",
        ":2:9: 'settle' is a route of Postweiche's");
    refused.put(
        "id: deliver-a\n    from: {uri: 'direct:x', steps: [log: x]}",
        ":2:9: 'deliver-a' is a route of Postweiche's");
    refused.put(
        "id: a5\n    from: {uri: 'direct:decide', steps: [log: x]}",
        ":3:17: 'direct:decide' is a step of Postweiche's own way");
    refused.put(
        "id: a10\n    from: {uri: 'direct:y', steps: [to: 'direct:deliver']}",
        ":3:41: 'direct:deliver' is a step of Postweiche's own way");
    refused.put(
        "id: a6\n    from: {uri: 'direct:x', steps: [to: 'jms:queue:mail.relay.a']}",
        ":3:41: only Postweiche writes to 'mail.relay.a'");
    refused.put(
        "id: a7\n    from: {uri: 'direct:x', steps: [bean: {ref: nobody}]}",
        ":3:49: No bean could be found in the registry for: nobody");
    refused.put(
        "id: a8\n    from: {uri: 'direct:x', stepps: []}", ":3:37: Unsupported field: stepps\"");
    refused.put("id: a9\n    from: [", ":4:1: not YAML");
    router.start();
    int number = 0;
    for (String route : refused.keySet()) {
      drop("bad-" + number++ + ".camel.yaml", "- route:\n    " + route + "\n");
    }
    drop("bad-a.camel.yaml", "- interceptFrom: {steps: [log: x]}\n");
    drop("bad-b.camel.yaml", "- routeConfiguration: {}\n");
    drop("bad-c.camel.yaml", "- beans: [{name: decide, type: java.lang.Object}]\n");
    await()
        .atMost(PATIENCE)
        .until(() -> router.get("/api/v1/health").split("route-files").length == 14);
    assertThat(router.get("/api/v1/health"))
        .contains(refused.values())
        .contains("'interceptFrom' is not read here", "needs an id", "a bean of Postweiche's");
    assertThat(router.send("a@meinefirma.de", "k@example.org")).startsWith("250 ");
    await().atMost(PATIENCE).until(() -> relay.messages().size() == 1);
  }

  private static String writing(Path folder) {
    return """
        - route:
            id: mine
            from:
              uri: direct:postweiche-before-deciding
              steps:
                - to: {uri: file, parameters: {directoryName: "%s", fileName: "${header.mailId}"}}
        """
        .formatted(folder);
  }

  private void drop(String name, String text) throws Exception {
    Files.writeString(routes.resolve(name), text);
  }

  private static long count(Path folder) throws Exception {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private static String text(Path folder) throws Exception {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
