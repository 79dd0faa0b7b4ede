package io.postweiche.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postweiche.testing.HookServer;
import io.postweiche.testing.RelayCertificates;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import io.postweiche.testing.ScriptedRelay.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each recipe of the README does, run as it is printed, what the README says of it. Put elsewhere
 * are only hosts and ports: the relays are servers of this test on loopback, with TLS, a login and
 * IONOS's rule; and where time counts, days are seconds.
 */
@Timeout(120)
class ReadmeRecipesTest {
  private static final String PASSWORD = "geheim";
  private static final String CUSTOMER = "kunde@example.org";
  private static final String REFUSAL = "550 Sender address is not allowed";

  @TempDir Path folder;
  private final RelayCertificates certificates = new RelayCertificates();
  private final ScriptedRelay meine = ionos("meinefirma.de");
  private final ScriptedRelay tochter = ionos("tochterfirma.de");
  private final ScriptedRelay dritte = ionos("drittfirma.de");
  private final ScriptedRelay smarthost =
      ScriptedRelay.offering("8BITMIME")
          .starttls(certificates.serving("localhost"))
          .login("apikey", PASSWORD)
          .start();
  private final Map<String, ScriptedRelay> logins =
      Map.of(
          "relay@meinefirma.de", meine,
          "relay@tochterfirma.de", tochter,
          "relay@drittfirma.de", dritte,
          "apikey", smarthost);
  private Readme readme;
  private ReadersFolder reader;

  @BeforeEach
  void unpack() throws IOException {
    readme = Readme.read("README.md");
    reader = new ReadersFolder(folder);
    for (String name : List.of("meinefirma", "tochterfirma", "drittfirma", "smarthost")) {
      reader.secret(name, PASSWORD);
    }
  }

  @AfterEach
  void stop() {
    reader.close();
    logins.values().forEach(ScriptedRelay::close);
  }

  @Test
  void twoCommandsSendAFirstMail() throws Exception {
    List<String> commands = readme.part("Start").codes("sh");
    assertThat(commands).hasSize(3).first().isEqualTo("./postweiche run\n");
    String shipped = Files.readString(Path.of("config/postweiche.yaml"));
    reader.configure(shipped);
    reader.start(shipped);
    reader.shell(commands.get(1));
    await().until(() -> reader.sandbox("ionos-meinefirma").size() == 1);
    assertThat(reader.shell(commands.get(2)))
        .contains("info@meinefirma.de", "accepted as ", "smarthost takes any sender", "mail.relay");
    await()
        .untilAsserted(
            () ->
                assertThat(reader.shell("./postweiche sandbox list"))
                    .containsPattern("ionos-meinefirma +SRS0=[^ ]+=fremd.example=hans@"));
  }

  @Test
  void recipe1EachDomainHasItsAccountAndTheSmarthostTakesWhatIonosRefuses() throws Exception {
    asPrinted(1);
    startRecipe(1, "");
    reader.mail("vertrieb@meinefirma.de", CUSTOMER);
    reader.mail("vertrieb@tochterfirma.de", CUSTOMER);
    reader.mail("vertrieb@drittfirma.de", CUSTOMER);
    reader.mail("", "vertrieb@meinefirma.de", CUSTOMER);
    await().until(() -> senders(meine).equals(List.of("vertrieb@meinefirma.de")));
    await().until(() -> senders(tochter).equals(List.of("vertrieb@tochterfirma.de")));
    await().until(() -> senders(dritte).equals(List.of("vertrieb@drittfirma.de")));
    await().until(() -> senders(smarthost).equals(List.of("")));
    reader.mail("hans@fremd.example", CUSTOMER);
    await().until(() -> senders(meine).size() == 2);
    assertThat(senders(meine).get(1)).startsWith("SRS0=").endsWith("@meinefirma.de");
    tochter.at(At.MAIL).replies(REFUSAL);
    reader.mail("einkauf@tochterfirma.de", CUSTOMER);
    await().until(() -> senders(smarthost).contains("einkauf@tochterfirma.de"));
    assertThat(tochter.messages()).hasSize(1);
  }

  @Test
  void recipe2MailWithoutASenderGoesThroughTheAccountOfItsAuthor() throws Exception {
    asPrinted(2);
    startRecipe(2, "");
    reader.mail("", "vertrieb@tochterfirma.de", CUSTOMER);
    await().until(() -> senders(tochter).equals(List.of("null-sender+vertrieb@tochterfirma.de")));
    assertThat(meine.messages()).isEmpty();
  }

  @Test
  void recipe3WhatExpiredInAnOutageIsSentAgainOnce() throws Exception {
    startRecipe(1, "retry: {first: 200ms, factor: 1, max: 200ms, jitter: 0%, give-up-after: 2s}\n");
    logins.values().forEach(relay -> relay.at(At.CONNECT).closes("421 4.3.2 closing"));
    reader.mail("vertrieb@meinefirma.de", CUSTOMER);
    reader.mail("vertrieb@tochterfirma.de", CUSTOMER);
    await().until(() -> dead().split(CUSTOMER, -1).length == 3);
    logins.values().forEach(ScriptedRelay::forgetScript);
    await().until(() -> !reader.shell("./postweiche relay list").contains("paused"));
    String said = reader.shell(readme.recipe(3).code("sh"));
    assertThat(said)
        .contains("smarthost           active", "expired", "would-replay  via ionos-meinefirma")
        .contains("  replayed  via ionos-meinefirma", "  replayed  via ionos-tochterfirma");
    await().until(() -> meine.messages().size() + tochter.messages().size() == 2);
    assertThat(dead()).doesNotContain(CUSTOMER);
    assertThat(senders(meine)).containsExactly("vertrieb@meinefirma.de");
    assertThat(senders(tochter)).containsExactly("vertrieb@tochterfirma.de");
    // and the sender was told
    await().until(() -> senders(smarthost).equals(List.of("", "")));
  }

  @Test
  void recipe4AJavaProgramPostsAndHearsWhatBecameOfIt() throws Exception {
    startRecipe(1, "");
    reader.program("Offer.java", readme.recipe(4).code("java"));
    String run = readme.recipe(4).code("sh");
    JsonNode event = new ObjectMapper().readTree(reader.shell(run));
    assertThat(event.at("/event").asText()).isEqualTo("delivered");
    assertThat(event.at("/relay").asText()).isEqualTo("ionos-meinefirma");
    assertThat(new String(meine.messages().get(0).content(), UTF_8))
        .contains("Subject: Angebot 4711", "Guten Tag, anbei unser Angebot.");
    JsonNode again = new ObjectMapper().readTree(reader.shell(run));
    assertThat(again.at("/event").asText()).isEqualTo("duplicate");
    assertThat(meine.messages()).hasSize(1);
  }

  @Test
  void recipe5ARefusalIsToldToChatAndMailbox() throws Exception {
    try (HookServer chat = HookServer.http()) {
      reader.secret("webhook", chat.url());
      reader.secret("webhook-key", PASSWORD);
      startRecipe(1, readme.recipe(5).code("yaml"));
      tochter.at(At.MAIL).replies(REFUSAL);
      reader.mail("vertrieb@tochterfirma.de", CUSTOMER);
      await().until(() -> chat.got().size() == 1);
      JsonNode told = new ObjectMapper().readTree(chat.got().get(0).body());
      assertThat(told.at("/text").asText() + "\n").isEqualTo(readme.recipe(5).code("text"));
      assertThat(told.at("/alerts/0/commands").toString()).contains("postweiche dead list");
      assertThat(chat.got().get(0).signature()).startsWith("sha256=");
      await()
          .until(
              () ->
                  Stream.of(meine, dritte, smarthost)
                      .flatMap(relay -> relay.messages().stream())
                      .anyMatch(mail -> mail.recipients().contains("betrieb@wache.example")));
    }
  }

  /** The configuration and the commands as printed give the output as printed. */
  private void asPrinted(int recipe) throws Exception {
    reader.configure(readme.recipe(recipe).code("yaml"));
    assertThat(reader.shell(readme.recipe(recipe).code("sh")))
        .endsWith(readme.recipe(recipe).code("text"))
        .doesNotContain("warning");
  }

  private void startRecipe(int recipe, String more) throws IOException {
    String yaml = readme.recipe(recipe).code("yaml");
    Path trust = certificates.authority(folder);
    for (Map.Entry<String, ScriptedRelay> relay : logins.entrySet()) {
      String login = "    username: " + relay.getKey() + "\n";
      String tls = relay.getValue() == smarthost ? "starttls" : "implicit"; // by the usual ports
      String elsewhere = "    host: localhost\n    port: %d\n    tls: %s\n    trust: %s\n";
      yaml = yaml.replace(login, login + elsewhere.formatted(relay.getValue().port(), tls, trust));
    }
    reader.start(yaml.replace("    host: smtp.smarthost.example\n", "") + more);
  }

  /** TLS from the first octet, a login, and no sender of another domain. */
  private ScriptedRelay ionos(String domain) {
    ScriptedRelay relay =
        ScriptedRelay.offering("8BITMIME")
            .implicitTls(certificates.serving("localhost"))
            .login("relay@" + domain, PASSWORD)
            .start();
    relay.at(At.MAIL).replies(REFUSAL);
    relay.at(At.MAIL).on("@" + domain + ">").replies("250 2.1.0 ok");
    return relay;
  }

  private static List<String> senders(ScriptedRelay relay) {
    return relay.messages().stream()
        .map(Received::mail)
        .map(mail -> mail.substring(mail.indexOf('<') + 1, mail.indexOf('>')))
        .toList();
  }

  private String dead() throws Exception {
    return reader.shell("./postweiche dead list --reason expired");
  }
}
