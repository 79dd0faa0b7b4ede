package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A password is offered to the host it belongs to and to no other, whatever fails over. Postfix
 * looks credentials up by the sender first and would offer IONOS's password to the smarthost.
 */
class CredentialsScenarioTest {
  @TempDir Path folder;
  private final ScriptedRelay ionos =
      ScriptedRelay.offering().login("ionos-user", "ionos-pw").start();
  private final ScriptedRelay smarthost =
      ScriptedRelay.offering().mechanisms("LOGIN").login("smart-user", "smart-pw").start();
  private RunningRouter router;

  @AfterEach
  void stop() {
    router.close();
    ionos.close();
    smarthost.close();
  }

  @Test
  void neitherRefusalNorOutageNorAWrongPasswordShowsItToAnother() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("ionos", ionos, "senders: any", "username: ionos-user", "password: ionos-pw")
            .relay("smart", smarthost, "senders: any", "username: smart-user", "password: smart-pw")
            .senders("\"*\": [ionos, smart]")
            .with(
                "retry: {first: 200ms, factor: 1, max: 200ms, jitter: 0%, failover-after: 600ms,"
                    + " remember-refusal: 0s}")
            .start();
    router.send("first@meinefirma.de", "k@example.org");
    await().until(() -> ionos.messages().size() == 1);

    ionos.at(At.MAIL).once().replies("550 Sender address is not allowed.");
    router.send("refused@meinefirma.de", "k@example.org");
    await().until(() -> smarthost.messages().size() == 1);

    ionos.hangUp();
    ionos.at(At.AUTH).replies("454 4.7.0 auth server busy");
    router.send("outage@meinefirma.de", "k@example.org");
    await().until(() -> smarthost.messages().size() == 2);

    assertThat(shown(ionos)).contains("ionos-pw").doesNotContain("smart-pw", "smart-user");
    assertThat(shown(smarthost)).contains("smart-pw").doesNotContain("ionos-pw", "ionos-user");
  }

  /** All that a relay heard, and what of it decodes as Base64, in one text. */
  private static String shown(ScriptedRelay relay) {
    List<String> words =
        relay.commands().stream().flatMap(line -> Stream.of(line.split(" "))).toList();
    StringBuilder all = new StringBuilder(String.join("\n", relay.commands()));
    for (String word : words) {
      try {
        all.append('\n')
            .append(new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        all.append('\n').append(word);
      }
    }
    return all.toString();
  }
}
