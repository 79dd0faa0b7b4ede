package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.app.Home;
import io.postweiche.testing.ScriptedRelay;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of our own and of the disk: no mail is lost, and none goes out again and again. */
class FaultScenarioTest {
  private static final Map<String, String> HASTE =
      Map.of(
          "<redelivery-delay>1000<", "<redelivery-delay>10<",
          "<redelivery-delay-multiplier>3<", "<redelivery-delay-multiplier>1<");

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  @Test
  void aMailThatCannotBePreparedIsParkedAndReplayedAsTheMailItIs() throws Exception {
    Home broken = home(HASTE);
    Path deliver = folder.resolve("home/routes/40-deliver.camel.yaml");
    String route = Files.readString(deliver);
    String prepare = "            method: prepare\n";
    assertThat(route).contains(prepare);
    Files.writeString(
        deliver,
        route.replace(
            prepare,
            prepare
                + "        - throwException:\n"
                + "            exceptionType: java.lang.IllegalStateException\n"
                + "            message: a defect on the way\n"));
    router = new RunningRouter(folder).home(broken).relay("a", relay, "senders: any").start();
    router.send("a@meinefirma.de", "b@example.org");
    await().until(() -> router.get("/api/v1/dead").contains("malformed"));
    String letter = router.get("/api/v1/dead");
    assertThat(letter).contains("b@example.org", "mail.relay.a");
    Matcher id = Pattern.compile("\"id\":\"([A-Z0-9]+)\"").matcher(letter);
    assertThat(id.find()).isTrue();
    router.home(Home.find()).restart();
    router.post("/api/v1/dead/replay", "{\"filter\":{\"id\":[\"" + id.group(1) + "\"]}}");
    await().until(() -> relay.messages().size() == 1);
    String sent = new String(relay.messages().get(0).content(), StandardCharsets.UTF_8);
    assertThat(sent.split("(?m)^Received: ")).hasSize(2);
    assertThat(sent).contains(id.group(1));
  }

  @Test
  void aPostThatFaultsParkedByTheBrokerCanBeShownById() throws Exception {
    // no room for the spooled body: a fault of ours, not of the post
    router = new RunningRouter(folder).home(home(HASTE)).relay("a", relay, "senders: any").start();
    Files.delete(router.data().resolve("spool"));
    try (var factory = router.jms();
        var connection = factory.createConnection();
        var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      String large = Messages.small("a@b.example", "c@d.example") + "\r\nxx".repeat(200_000);
      session
          .createProducer(session.createQueue("mail.submit"))
          .send(session.createTextMessage(large));
    }
    await().until(() -> router.get("/api/v1/dead").contains("malformed"));
    Files.createDirectory(router.data().resolve("spool"));
    Matcher id = Pattern.compile("\"id\":\"(ID:[^\"]+)\"").matcher(router.get("/api/v1/dead"));
    assertThat(id.find()).isTrue();
    assertThat(router.get("/api/v1/dead/" + id.group(1))).contains("mail.submit");
    router.post("/api/v1/dead/replay", "{\"filter\":{\"id\":[\"" + id.group(1) + "\"]}}");
    await().until(() -> relay.messages().size() == 1);
  }

  /** The project's own routes and broker.xml, the latter changed. */
  private Home home(Map<String, String> changes) throws IOException {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("broker"));
    Files.createDirectories(home.resolve("routes"));
    try (Stream<Path> routes = Files.list(Path.of("routes"))) {
      for (Path route : routes.toList()) {
        Files.copy(route, home.resolve("routes").resolve(route.getFileName()));
      }
    }
    String xml = Files.readString(Path.of("broker/broker.xml"));
    for (Map.Entry<String, String> change : changes.entrySet()) {
      assertThat(xml).contains(change.getKey());
      xml = xml.replace(change.getKey(), change.getValue());
    }
    Files.writeString(home.resolve("broker/broker.xml"), xml);
    return new Home(home);
  }
}
