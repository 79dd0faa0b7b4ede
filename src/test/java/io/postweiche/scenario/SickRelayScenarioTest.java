package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relay at fault stops its own lane, loses nothing, burns no attempts, and comes back gently. */
@Timeout(60)
class SickRelayScenarioTest {
  private static final int MAILS = 5;

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.offering().login("relay", "geheim").start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  private static Map<String, Consumer<ScriptedRelay>> faults() {
    Map<String, Consumer<ScriptedRelay>> faults = new LinkedHashMap<>();
    faults.put("421 at the greeting", r -> r.at(At.CONNECT).closes("421 4.3.2 closing"));
    faults.put("a reset at the greeting", r -> r.at(At.CONNECT).resets());
    faults.put("the end at EHLO", r -> r.at(At.EHLO).closes());
    faults.put("no time for AUTH", r -> r.at(At.AUTH).replies("454 4.7.0 auth server busy"));
    faults.put("the end at MAIL", r -> r.at(At.MAIL).closes());
    faults.put("a reset at RCPT", r -> r.at(At.RCPT).resets());
    return faults;
  }

  @Test
  void whateverTheStageMailWaitsUntilTheRelayIsBack() throws Exception {
    router = router("geheim", "limits: {connections: 3}").start();
    for (Map.Entry<String, Consumer<ScriptedRelay>> fault : faults().entrySet()) {
      int before = relay.messages().size();
      relay.hangUp(); // kept connections would pass the first stages by
      fault.getValue().accept(relay);
      send(MAILS);
      await(fault.getKey()).until(() -> relays().contains("\"cause\":\"fault\""));
      assertThat(relays()).contains("\"state\":\"paused\"");
      await()
          .until(
              () ->
                  router
                      .get("/metrics")
                      .contains("postweiche_relay_paused{cause=\"fault\",relay=\"a\"} 1"));
      int asked = relay.connections();
      await().until(() -> relay.connections() > asked); // it is asked again
      assertThat(queue("depth")).as(fault.getKey()).isEqualTo(MAILS);
      relay.forgetScript();
      await(fault.getKey()).until(() -> relay.messages().size() == before + MAILS);
      await().untilAsserted(() -> assertThat(relays()).contains("\"state\":\"active\""));
    }
    assertThat(router.get("/metrics")).doesNotContain("postweiche_relay_paused{");
  }

  @Test
  void anOutageSchedulesNoMailAndComesBackOneAtATime() throws Exception {
    relay.at(At.EHLO).closes();
    router = router("geheim", "limits: {connections: 8}").start();
    send(40);
    await().until(() -> relays().contains("paused"));
    await().until(() -> queue("depth") == 40 && queue("scheduled") <= 2);
    AtomicInteger together = new AtomicInteger();
    relay.at(At.MAIL).stalls();
    relay.at(At.EHLO).replies("250-localhost", "250 AUTH PLAIN");
    await().until(() -> mailCommands() >= 1);
    await()
        .during(Duration.ofMillis(700))
        .until(() -> together.accumulateAndGet(mailCommands(), Math::max) == 1);
    relay.forgetScript();
    relay.hangUp();
    await().until(() -> relay.messages().size() == 40);
  }

  @Test
  void aWrongPasswordIsTriedOnceUntilItIsChanged() throws Exception {
    router = router("falsch", "limits: {connections: 1}").start();
    send(MAILS);
    await().until(() -> relays().contains("\"cause\":\"login-refused\""));
    await().during(Duration.ofMillis(600)).until(() -> commands("AUTH").size() == 1);
    assertThat(queue("depth")).isEqualTo(MAILS);
    router.post("/api/v1/relays/a/resume", "{}");
    await().until(() -> commands("AUTH").size() == 2);
    await().during(Duration.ofMillis(500)).until(() -> commands("AUTH").size() == 2);
    assertThat(relays()).contains("login-refused");
    router.relay("a", relay, keys("geheim", "limits: {connections: 1}")).reconfigure();
    await().until(() -> relay.messages().size() == MAILS);
  }

  private RunningRouter router(String password, String limits) {
    return new RunningRouter(folder).relay("a", relay, keys(password, limits));
  }

  private static String[] keys(String password, String limits) {
    return new String[] {"senders: any", "username: relay", "password: " + password, limits};
  }

  private void send(int mails) throws Exception {
    for (int i = 0; i < mails; i++) {
      assertThat(router.send("m" + i + "@meinefirma.de", "k@example.org")).startsWith("250 ");
    }
  }

  private String relays() throws Exception {
    return router.get("/api/v1/relays");
  }

  private long queue(String figure) throws Exception {
    String row =
        Arrays.stream(router.get("/api/v1/queues").split("\\{"))
            .filter(part -> part.contains("\"mail.relay.a\""))
            .findFirst()
            .orElse("");
    Matcher number = Pattern.compile("\"" + figure + "\":(\\d+)").matcher(row);
    return number.find() ? Long.parseLong(number.group(1)) : -1;
  }

  private int mailCommands() {
    return commands("MAIL").size();
  }

  private List<String> commands(String verb) {
    return relay.commands().stream().filter(command -> command.startsWith(verb)).toList();
  }
}
